package dev.portcullis.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.quickstart.Edge.Tokens;
import dev.portcullis.testing.Signal;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The main job from end to end: every process real, every byte over HTTP. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {

    /** All that a shell, JSON or a person could stumble over. */
    private static final String PASSWORD = "it's \"q\" $HOME \\ `x` süß & co";

    private static final String ORDER = "/api/orders/1";
    private static final String REPORT = "/api/admin/report";
    private static final String PUBLIC = "/public/hello";
    /** Redis, the auth service, the gateway and the guardian. */
    private static final int PROCESSES = 4;

    /** The gateways' default. */
    private static final Duration MAX_STALENESS = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static RunningQuickstart quickstart;
    private static Edge edge;

    @BeforeAll
    static void start() {
        quickstart = RunningQuickstart.startOnFreePorts(
                        Map.of("QUICKSTART_PASSWORD", PASSWORD), "--auth.portcullis.auth.refresh-grace=3s")
                .awaitBanner();
        edge = new Edge(quickstart.gateway());
    }

    @AfterAll
    static void stop() {
        quickstart.close();
    }

    @BeforeEach
    void everythingIsAsBefore() {
        Tokens alice = alice();
        await("protected routes open")
                .atMost(PATIENCE)
                .until(() -> edge.get(ORDER, alice.access()).statusCode() == 200);
    }

    @Test
    @Order(1) // the pid of Redis in these lines is that of the first one
    void linesToCopyDoWhatTheirHeadingsSay() throws Exception {
        assumeThat(isOnThePath("curl")).as("curl is on the PATH").isTrue();

        String printed = shell(IntStream.rangeClosed(1, 5).mapToObj(quickstart::linesToCopy));

        List<String> statuses = printed.lines()
                .filter(line -> line.startsWith("HTTP/1.1 "))
                .map(line -> line.substring(9, 12))
                .toList();
        assertThat(statuses)
                .as(printed)
                .containsExactly("200", "401", "401", "403", "200", "204", "401", "200", "503", "200");
        assertThat(printed).contains("insufficient_scope", "token_revoked", "\"X-User-Id\"");
        awaitEmptyRedis();
    }

    @Test
    void bannerFitsUnderAScreen() {
        String output = quickstart.output();

        assertThat(output.substring(output.indexOf("Portcullis runs."))
                        .lines()
                        .limit(60)
                        .takeWhile(this::isBanner))
                .hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void callerIsKnownToTheUpstreamByNameAndRole() {
        HttpResponse<String> answer = edge.get(ORDER, bob().access());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Edge.identity(answer, "X-User-Id")).isNotEmpty();
        assertThat(Edge.identity(answer, "X-User-Roles")).contains("user", "admin");
    }

    @Test
    void callerWithoutTokenOrWithAChangedOneIsRefused() {
        String token = alice().access();
        String changed = token.substring(0, token.length() - 4) + "AAAA";

        assertThat(edge.get(ORDER, token).statusCode()).isEqualTo(200);
        assertThat(edge.getWithoutToken(ORDER).statusCode()).isEqualTo(401);
        assertThat(edge.get(ORDER, changed).statusCode()).isEqualTo(401);
    }

    @Test
    void reportIsForAdministratorsAlone() {
        HttpResponse<String> refused = edge.get(REPORT, alice().access());

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("insufficient_scope");
        assertThat(edge.get(REPORT, bob().access()).statusCode()).isEqualTo(200);
    }

    @Test
    void spentRefreshTokenGivesTheCurrentOneWithinTheGraceAndEndsTheSessionAfterIt() {
        Tokens first = alice();
        Tokens second = Tokens.from(edge.refresh(first.refresh()));
        Tokens again = Tokens.from(edge.refresh(first.refresh()));
        assertThat(again.refresh()).isEqualTo(second.refresh()).isNotEqualTo(first.refresh());
        assertThat(edge.get(ORDER, again.access()).statusCode()).isEqualTo(200);

        await("end of the grace")
                .atMost(PATIENCE)
                .until(() -> edge.refresh(first.refresh()).statusCode() == 401);

        assertThat(Edge.code(afterItsRevocation(again))).isEqualTo("token_revoked");
        assertThat(edge.refresh(again.refresh()).statusCode()).isEqualTo(401);
    }

    @Test
    void loggedOutTokenIsRefusedAndAnotherSessionLivesOn() {
        Tokens leaving = alice();
        Tokens staying = alice();

        assertThat(edge.logout(leaving.access()).statusCode()).isEqualTo(204);

        HttpResponse<String> refused = afterItsRevocation(leaving);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(Edge.code(refused)).isEqualTo("token_revoked");
        assertThat(edge.get(ORDER, staying.access()).statusCode()).isEqualTo(200);
    }

    @Test
    void acknowledgedLogoutIsNeverMissed() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(16);
        List<Future<String>> walks = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            walks.add(clients.submit(this::loginCallLogoutCall));
        }

        assertThat(outcomes(walks)).hasSize(500).containsOnly("200 204 401 token_revoked");
        clients.shutdown();
    }

    @Test
    void hungRedisRefusesNobodyButThoseWhoLeft() {
        Tokens leaving = alice();
        Tokens staying = alice();
        Tokens left = loggedOut();

        Signal.STOP.to(quickstart.redisPid());
        HttpResponse<String> logout = edge.logout(leaving.access());
        await("the logout that was recorded").atMost(PATIENCE).until(() -> {
            assertThat(edge.get(ORDER, staying.access()).statusCode()).isEqualTo(200);
            return Edge.code(edge.get(ORDER, leaving.access())).equals("token_revoked");
        });
        String stillOut = Edge.code(edge.get(ORDER, left.access()));
        Signal.CONT.to(quickstart.redisPid());

        assertThat(logout.statusCode()).isEqualTo(503);
        assertThat(logout.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(stillOut).isEqualTo("token_revoked");
        await("a logout that holds")
                .atMost(PATIENCE)
                .until(() -> edge.logout(leaving.access()).statusCode() == 204);
        assertThat(Edge.code(afterItsRevocation(leaving))).isEqualTo("token_revoked");
        assertThat(edge.get(ORDER, staying.access()).statusCode()).isEqualTo(200);
    }

    @Test
    void withRedisAndTheAuthServiceHungNobodyIsAdmittedUnseen() {
        Tokens staying = alice();

        Signal.STOP.to(quickstart.redisPid());
        Signal.STOP.to(quickstart.authPid());
        await("nothing that is known")
                .atMost(PATIENCE)
                .until(() -> edge.get(ORDER, staying.access()).statusCode() != 200);
        HttpResponse<String> refused = edge.get(ORDER, staying.access());
        HttpResponse<String> open = edge.getWithoutToken(PUBLIC);
        Signal.CONT.to(quickstart.authPid());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(Edge.code(refused)).isEqualTo("revocation_unknown");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(open.statusCode()).isEqualTo(200);
        await("the feed alone")
                .atMost(PATIENCE)
                .until(() -> edge.get(ORDER, staying.access()).statusCode() == 200);
        Signal.CONT.to(quickstart.redisPid());
    }

    @Test
    void killedRedisComesBackEmptyAndNobodyIsRefusedButThoseWhoLeft() {
        List<Tokens> left = Stream.generate(MainJobIT::loggedOut).limit(5).toList();
        Tokens staying = alice();

        Signal.KILL.to(quickstart.redisPid());

        await("an empty Redis").atMost(PATIENCE).until(() -> {
            assertThat(left).allMatch(tokens -> "token_revoked".equals(Edge.code(edge.get(ORDER, tokens.access()))));
            assertThat(edge.get(ORDER, staying.access()).statusCode()).isEqualTo(200);
            return quickstart.output().contains("An empty one runs");
        });
        Tokens leaving = alice();
        await("a logout that holds")
                .atMost(PATIENCE)
                .until(() -> edge.logout(leaving.access()).statusCode() == 204);
        assertThat(Edge.code(afterItsRevocation(leaving))).isEqualTo("token_revoked");
        assertThat(left).allMatch(tokens -> "token_revoked".equals(Edge.code(edge.get(ORDER, tokens.access()))));
    }

    @Test
    @Order(Integer.MAX_VALUE) // nothing runs after it
    void interruptedQuickstartLeavesNoProcessNoPortAndNoFolder() throws IOException {
        List<ProcessHandle> all = quickstart.descendants();
        Path folder = Path.of(quickstart.told("logs +(\\S+)"));
        int gateway = Integer.parseInt(quickstart.told("gateway +http://localhost:(\\d+)"));
        int redis = Integer.parseInt(quickstart.told("redis +127.0.0.1:(\\d+)"));
        assertThat(all).hasSizeGreaterThanOrEqualTo(PROCESSES).allMatch(ProcessHandle::isAlive);
        assertThat(folder).exists();

        int exit = quickstart.signal(Signal.INT).awaitExit();

        assertThat(exit).isEqualTo(128 + 2);
        assertThat(all).noneMatch(ProcessHandle::isAlive);
        assertThat(folder).doesNotExist();
        new ServerSocket(gateway).close();
        new ServerSocket(redis).close();
    }

    /** The first answer that is not 200; a 200 only to a request that begins later than the promise allows. */
    private static HttpResponse<String> afterItsRevocation(Tokens tokens) {
        long acknowledged = System.nanoTime();
        while (true) {
            boolean tooLate = System.nanoTime() - acknowledged > MAX_STALENESS.toNanos();
            HttpResponse<String> answer = edge.get(ORDER, tokens.access());
            if (answer.statusCode() != 200 || tooLate) {
                return answer;
            }
        }
    }

    private String loginCallLogoutCall() {
        Tokens tokens = alice();
        int before = edge.get(ORDER, tokens.access()).statusCode();
        int logout = edge.logout(tokens.access()).statusCode();
        HttpResponse<String> after = afterItsRevocation(tokens);
        return before + " " + logout + " " + after.statusCode() + " " + Edge.code(after);
    }

    private static List<String> outcomes(List<Future<String>> walks) throws InterruptedException, ExecutionException {
        List<String> outcomes = new ArrayList<>();
        for (Future<String> walk : walks) {
            outcomes.add(walk.get());
        }
        return outcomes;
    }

    private static Tokens alice() {
        return edge.login("alice", PASSWORD);
    }

    private static Tokens bob() {
        return edge.login("bob", PASSWORD);
    }

    private static Tokens loggedOut() {
        Tokens tokens = alice();
        assertThat(edge.logout(tokens.access()).statusCode()).isEqualTo(204);
        assertThat(Edge.code(afterItsRevocation(tokens))).isEqualTo("token_revoked");
        return tokens;
    }

    private static void awaitEmptyRedis() {
        await("an empty Redis").atMost(PATIENCE).until(() -> quickstart.output().contains("An empty one runs"));
    }

    private boolean isBanner(String line) {
        return !line.startsWith("Redis was gone");
    }

    private static String shell(Stream<List<String>> steps) throws IOException, InterruptedException {
        Path script = Files.createTempFile("lines-to-copy-", ".sh");
        Files.write(script, steps.flatMap(List::stream).toList());
        Process shell = new ProcessBuilder("sh", script.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(printed).isZero();
        Files.delete(script);
        return printed;
    }

    static boolean isOnThePath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(entry -> Files.isExecutable(Path.of(entry, program)));
    }
}

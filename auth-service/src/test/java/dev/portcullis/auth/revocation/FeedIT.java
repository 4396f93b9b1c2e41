package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.feed.FeedFormat;
import dev.portcullis.revocation.feed.FeedPage;
import dev.portcullis.testing.RealRedis;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two services on one database; a follower asks either. */
class FeedIT {

    private static final String SECRET = "an unguessable secret of the gateway: +%/";
    private static RealRedis redis;
    private static AuthService first;
    private static AuthService second;

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
        String database = AuthService.newDatabase();
        Map<String, String> keys = AuthService.keys();
        String[] arguments = {
            "--portcullis.auth.clients.gateway.secret=" + SECRET,
            "--portcullis.auth.clients.gateway.scopes=revocations:read",
            "--portcullis.auth.clients.other.secret=" + SECRET,
        };
        first = AuthService.on(database, keys, redis, arguments);
        second = AuthService.on(database, keys, redis, arguments);
    }

    @AfterAll
    static void end() {
        second.close();
        first.close();
        redis.close();
    }

    @Test
    void followerGetsEveryEntryInOrderWithItsChain() {
        LogHead before = page(first, "after=0").head();
        List<Integer> answers =
                IntStream.range(0, 5).map(i -> logout(first).status()).boxed().toList();

        FeedPage page = page(second, "after=" + before.number());

        assertThat(answers).containsOnly(204);
        LogHead walked = before;
        for (LogEntry entry : page.entries()) {
            assertThat(entry).isEqualTo(LogEntry.after(walked, entry.member(), entry.score()));
            walked = walked.plus(entry);
        }
        assertThat(page.entries()).hasSize(5);
        assertThat(page.head()).isEqualTo(walked);
        assertThat(page.horizon()).hasHours(24);
    }

    @Test
    void followerThatWaitsIsToldOfALogoutAtEitherInstance() {
        for (AuthService instance : List.of(first, second)) {
            long head = page(first, "after=0").head().number();
            CompletableFuture<Answer> waiting = ask(first, "after=" + head + "&wait=20000");
            waitsAt(first);
            assertThat(waiting).isNotDone();

            assertThat(logout(instance).status()).isEqualTo(204);

            assertThat(read(waiting.join()).entries())
                    .extracting(LogEntry::number)
                    .containsExactly(head + 1);
        }
    }

    @Test
    void followerThatWaitsInVainIsToldThatThereIsNothing() {
        LogHead head = page(first, "after=0").head();

        FeedPage page = page(first, "after=" + head.number() + "&wait=100");

        assertThat(page.head()).isEqualTo(head);
        assertThat(page.entries()).isEmpty();
    }

    @Test
    void followerThatIsAheadOfAHistoryThatWasLostIsToldAtOnce() {
        FeedPage page = page(first, "after=999999999&wait=20000");

        assertThat(page.entries()).isEmpty();
        assertThat(page.head().number()).isLessThan(999_999_999);
    }

    @Test
    void strangerAndClientWithoutTheScopeGetNothing() {
        Answer missing = first.client().now(first.client().request("/revocations?after=0"));
        assertThat(missing.status()).isEqualTo(401);
        assertThat(missing.code()).isEqualTo("invalid_client");
        assertThat(missing.header("WWW-Authenticate")).startsWith("Basic realm=\"portcullis\"");
        assertThat(as("gateway", SECRET + 'x').status()).isEqualTo(401);
        assertThat(as("nobody", SECRET).status()).isEqualTo(401);
        assertThat(as("other", SECRET).status()).isEqualTo(403);
        assertThat(as("gateway", SECRET).status()).isEqualTo(200);
        Answer bearer = first.client()
                .now(first.client()
                        .request("/revocations")
                        .header(
                                "Authorization",
                                "Bearer " + first.client().login().accessToken()));
        assertThat(bearer.status()).isEqualTo(401);
        assertThat(first.client()
                        .now(first.client()
                                .request("/revocations")
                                .header("Authorization", basic("gateway", SECRET))
                                .header("Authorization", basic("gateway", SECRET)))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "after=-1",
                "after=x",
                "after=",
                "after",
                "after=1&after=2",
                "after=9999999999999999999",
                "wait=20001",
                "wait=-1",
                "wait=0.5",
                "after=%30%00"
            })
    void questionThatCannotBeReadIsRefused(String query) {
        Answer answer = ask(first, query).join();

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("field_invalid");
        assertThat(ask(first, "after=0&wait=0").join().status()).isEqualTo(200);
    }

    @Test
    void pageIsBoundedAndTheNextOneGoesOn() {
        long head = page(first, "after=0").head().number();
        int many = FeedPage.MOST_ENTRIES + 1;
        insert(head, many);

        FeedPage page = page(first, "after=" + head);
        FeedPage next = page(first, "after=" + (head + FeedPage.MOST_ENTRIES));

        assertThat(page.entries()).hasSize(FeedPage.MOST_ENTRIES);
        assertThat(page.head().number()).isEqualTo(head + many);
        assertThat(next.entries()).extracting(LogEntry::number).containsExactly(head + many);
    }

    /** As the service would, behind its back: a thousand logouts are not what this is about. */
    private static void insert(long head, int many) {
        LogHead at = page(first, "after=" + head).head();
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            LogEntry entry = LogEntry.after(at, new Covered.Session("x", "s" + i).member(), 1);
            rows.add(List.of(entry.number(), entry.member(), entry.chain().hex()));
            at = at.plus(entry);
        }
        first.batch(
                "INSERT INTO revocation_entry (number, kind, issuer, covered, member, score, expires_at, recorded_at, chain)"
                        + " VALUES (?, 'session', 'x', 'x', ?, 1, 9000000000000, 1, ?)",
                rows,
                "UPDATE revocation_head SET head = ?, chain = ?",
                at.number(),
                at.chain().hex());
    }

    private static void waitsAt(AuthService service) {
        Awaitility.await("a follower waits").until(() -> metric(service).contains("feed_waiting 1.0"));
    }

    private static String metric(AuthService service) {
        return AuthClient.at(service.managementPort())
                .get("/actuator/prometheus")
                .response()
                .body();
    }

    private static Answer logout(AuthService service) {
        String token = TestTokens.of(service).session(UUID.randomUUID()).text();
        return service.client().logoutByAccessToken(token, BodyPublishers.noBody());
    }

    private static FeedPage page(AuthService service, String query) {
        return read(ask(service, query).join());
    }

    private static FeedPage read(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        return FeedFormat.read(answer.response().body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static Answer as(String id, String secret) {
        return first.client().now(request(first, "after=0").setHeader("Authorization", basic(id, secret)));
    }

    private static CompletableFuture<Answer> ask(AuthService service, String query) {
        return service.client().send(request(service, query));
    }

    private static HttpRequest.Builder request(AuthService service, String query) {
        return service.client().request("/revocations?" + query).header("Authorization", basic("gateway", SECRET));
    }

    private static String basic(String id, String secret) {
        String form = java.net.URLEncoder.encode(secret, java.nio.charset.StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString((id + ':' + form).getBytes());
    }
}

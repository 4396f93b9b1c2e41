package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.revocation.Covered;
import dev.portcullis.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Redis that answers, but takes no write. */
class PublisherFaultsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration KEEPER_PERIOD = Duration.ofMillis(250);
    private static final int CALLERS = 10;
    private static RealRedis redis;
    private static AuthService service;

    @BeforeAll
    static void start() {
        redis = RealRedis.start();
        service = AuthService.start(redis, "--portcullis.auth.revocation.publish-timeout=500ms");
    }

    @AfterAll
    static void end() {
        service.close();
        redis.close();
    }

    enum Fault {
        FULL(List.of("CONFIG", "SET", "maxmemory", "1"), List.of("CONFIG", "SET", "maxmemory", "0")),
        REPLICA(List.of("REPLICAOF", "127.0.0.1", "1"), List.of("REPLICAOF", "NO", "ONE")),
        TOO_FEW_REPLICAS(
                List.of("CONFIG", "SET", "min-replicas-to-write", "1"),
                List.of("CONFIG", "SET", "min-replicas-to-write", "0")),
        MARK_OF_ANOTHER_TYPE(List.of("SET", "MARK", "text"), List.of("DEL", "MARK"));

        private final List<String> strike;
        private final List<String> heal;

        Fault(List<String> strike, List<String> heal) {
            this.strike = strike;
            this.heal = heal;
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void revocationIsRecordedAnsweredWith503AndPublishedOnceRedisTakesWritesAgain(Fault fault) {
        confirmed(session());
        List<Ending> sessions =
                Stream.generate(PublisherFaultsIT::session).limit(CALLERS).toList();
        call(fault.strike);
        List<Answer> answers;
        try {
            List<CompletableFuture<Answer>> sent =
                    sessions.stream().map(PublisherFaultsIT::logout).toList();
            answers = sent.stream().map(CompletableFuture::join).toList();
            assertThatTriesAreBounded();
        } finally {
            call(fault.heal);
        }

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.code()).isEqualTo("revocation_pending");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        });
        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(sessions)
                        .allSatisfy(session -> assertThat(inRedis(session)).isTrue()));
        long head = service.count("SELECT head FROM revocation_head");
        sessions.forEach(PublisherFaultsIT::confirmed);
        assertThat(service.count("SELECT head FROM revocation_head")).isEqualTo(head);
    }

    @Test
    void listThatWasReplacedBySomethingElseIsRebuilt() {
        Ending before = session();
        confirmed(before);
        redis.cli("SET", service.list(), "text");

        confirmed(session());

        assertThat(redis.cli("TYPE", service.list())).isEqualTo("zset");
        assertThat(inRedis(before)).isTrue();
    }

    /** A pass asks INFO once. They come at the keeper's pace, however many wait: an outage is never a storm. */
    private static void assertThatTriesAreBounded() {
        long begun = System.nanoTime();
        long before = calls("info");
        Awaitility.await().atMost(LIMIT).until(() -> calls("info") - before >= 8);
        long ticks = (System.nanoTime() - begun) / KEEPER_PERIOD.toNanos();
        assertThat(calls("info") - before).isLessThanOrEqualTo(2 * ticks + CALLERS);
    }

    /** The question itself is one of them. */
    private static long calls(String command) {
        Matcher calls =
                Pattern.compile("cmdstat_" + command + ":calls=(\\d+)").matcher(redis.cli("INFO", "commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }

    private static void call(List<String> command) {
        String[] words = command.stream()
                .map(word -> word.equals("MARK") ? service.list().replace(":list", ":mark") : word)
                .toArray(String[]::new);
        assertThat(redis.cli(words)).isIn("OK", "1");
    }

    /** A session and the one token by which it is ended: a repeat is the same request. */
    private record Ending(UUID session, String token) {}

    private static Ending session() {
        UUID session = UUID.randomUUID();
        return new Ending(session, TestTokens.of(service).session(session).text());
    }

    private static boolean inRedis(Ending ending) {
        Covered covered =
                new Covered.Session("http://localhost:9000", ending.session().toString());
        return !redis.cli("ZSCORE", service.list(), covered.member()).isEmpty();
    }

    private static void confirmed(Ending ending) {
        Awaitility.await().atMost(LIMIT).until(() -> logout(ending).join().status() == 204);
    }

    private static CompletableFuture<Answer> logout(Ending ending) {
        AuthClient client = service.client();
        return client.send(client.request("/api/logout")
                .header("Authorization", "Bearer " + ending.token())
                .POST(BodyPublishers.noBody()));
    }
}

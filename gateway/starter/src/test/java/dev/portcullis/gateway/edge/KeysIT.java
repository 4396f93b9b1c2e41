package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Sinks;

/** Keys over HTTP: rotation, floods and outages. */
final class KeysIT {

    private @Nullable Edge edge;

    /** Of its own, because its keys and its clock are changed. */
    private Edge started() {
        edge = new Edge(Edge::answeringForItself).ready();
        return edge;
    }

    @AfterEach
    void stop() {
        if (edge != null) {
            edge.close();
        }
    }

    private static void pass(Edge edge, Duration time) {
        edge.now.updateAndGet(now -> now.plus(time));
    }

    @Test
    void keyThatWasJustRotatedInWorksAtOnceAndAWithdrawnOneNoLonger() {
        Edge edge = started();
        edge.keys.serve(TestKeys.set(TestKeys.ROTATED));

        assertThatAnswer(edge.getAs(TestTokens.signedBy(TestKeys.ROTATED, "ES256"), "/api/x"))
                .isAdmitted();
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/api/x"))
                .isRefused(401, "token_key_unknown")
                .upstreamNotReached();
    }

    @Test
    void floodOfUnknownKidsCausesOneFetchAndGoodTokensDoNotWait() throws Exception {
        Edge edge = started();
        int before = edge.keys.hits();
        edge.keys.hang(); // whoever waited for the key server would wait for its time-out
        String good = TestTokens.valid();
        ExecutorService clients = Executors.newFixedThreadPool(50);
        try {
            List<Future<Integer>> flood = IntStream.range(0, 2_000)
                    .mapToObj(i -> TestTokens.withHeader(header -> header.put("kid", "rand-" + i)))
                    .map(token -> clients.submit(
                            () -> edge.getAs(token, "/api/x").reply().status()))
                    .toList();
            for (int i = 0; i < 20; i++) {
                assertThat(edge.getAs(good, "/api/good").reply().status()).isEqualTo(200);
            }
            for (Future<Integer> answer : flood) {
                assertThat(answer.get()).isEqualTo(401);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(edge.keys.hits() - before).isEqualTo(1);
        assertThat(edge.upstream.seen()).extracting(RecordingUpstream.Seen::uri).doesNotContain("/api/x");
    }

    @Test
    void floodWhileTheKeyServerAnswersCausesOneFetchToo() throws Exception {
        Edge edge = started();
        int before = edge.keys.hits();
        ExecutorService clients = Executors.newFixedThreadPool(50);
        try {
            List<Future<Integer>> flood = IntStream.range(0, 2_000)
                    .mapToObj(i -> TestTokens.withHeader(header -> header.put("kid", "rand-" + i)))
                    .map(token -> clients.submit(
                            () -> edge.getAs(token, "/api/x").reply().status()))
                    .toList();
            for (Future<Integer> answer : flood) {
                assertThat(answer.get()).isEqualTo(401);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(edge.keys.hits() - before).isEqualTo(1);
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/api/x")).isAdmitted();
    }

    @Test
    void everyRequestWithAKeyThatWasJustRotatedInWaitsForIt() throws Exception {
        Edge edge = started();
        int before = edge.keys.hits();
        Sinks.One<byte[]> set = Sinks.one();
        edge.keys.serve(set.asMono(), "application/jwk-set+json");
        String rotated = TestTokens.signedBy(TestKeys.ROTATED, "ES256");
        ExecutorService clients = Executors.newFixedThreadPool(20);
        try {
            List<Future<Integer>> answers = IntStream.range(0, 20)
                    .mapToObj(i -> clients.submit(
                            () -> edge.getAs(rotated, "/api/x").reply().status()))
                    .toList();
            await().until(() -> edge.keys.hits() > before);
            set.tryEmitValue(TestKeys.set(TestKeys.ISSUER, TestKeys.ROTATED)).orThrow();
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isEqualTo(200);
            }
        } finally {
            clients.shutdownNow();
        }
        assertThat(edge.keys.hits() - before).isEqualTo(1);
    }

    @Test
    void outageOfTheIssuerIsBridgedAndThenSaid() {
        Edge edge = started();
        edge.keys.fail(500);
        int before = edge.keys.hits();
        pass(edge, Duration.ofMinutes(5));
        await().until(() -> edge.keys.hits() > before);
        String later = TestTokens.with(claims -> {
            claims.put("iat", TestTokens.seconds(TestTokens.NOW.plusSeconds(3_600)));
            claims.put("exp", TestTokens.seconds(TestTokens.NOW.plusSeconds(7_200)));
        });

        pass(edge, Duration.ofMinutes(54));
        assertThatAnswer(edge.getAs(later, "/api/x")).isRefused(401, "token_not_yet_valid");
        pass(edge, Duration.ofMinutes(2));

        Answer answer = edge.getAs(later, "/api/x");
        assertThatAnswer(answer).isRefused(503, "keys_unavailable").upstreamNotReached();
        assertThat(answer.reply().values("retry-after")).containsExactly("5");
        edge.keys.serve(TestKeys.set(TestKeys.ISSUER));
        await().until(() -> {
            pass(edge, Duration.ofSeconds(1));
            return edge.getAs(later, "/api/x").reply().status() == 200;
        });
    }

    @Test
    void gatewayThatStartsBeforeItsIssuerServesPublicRoutesAndRecovers() {
        try (Edge early =
                new Edge(Edge::answeringForItself, "--portcullis.issuers.main.jwks-uri=http://127.0.0.1:1/jwks")) {
            assertThatAnswer(early.getAs(TestTokens.valid(), "/api/x"))
                    .isRefused(503, "keys_unavailable")
                    .upstreamNotReached();
            assertThatAnswer(early.get("/public/x")).isAdmitted();
        }
    }

    @Test
    void answersThatAreNoKeySetAreNotBelieved() {
        Edge edge = started();
        edge.keys.redirectTo(edge.upstream.uri() + "/jwks");
        refreshed(edge);
        edge.keys.serve("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        refreshed(edge);
        edge.keys.serveWithoutEnd();
        refreshed(edge);

        assertThatAnswer(edge.getAs(
                        TestTokens.with(
                                claims -> claims.put("exp", TestTokens.seconds(TestTokens.NOW.plusSeconds(7_200)))),
                        "/api/x"))
                .isAdmitted();
        assertThat(edge.upstream.seen()).extracting(RecordingUpstream.Seen::uri).doesNotContain("/jwks");
    }

    private static void refreshed(Edge edge) {
        int before = edge.keys.hits();
        pass(edge, Duration.ofMinutes(5));
        await().until(() -> {
            pass(edge, Duration.ofSeconds(1)); // the load before may have ended only now, and set the next one later
            return edge.keys.hits() > before;
        });
    }

    @Test
    void keySetMayStandInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("jwks.json"), TestKeys.set(TestKeys.ISSUER));

        try (Edge local = new Edge(Edge::answeringForItself, "--portcullis.issuers.main.jwks-uri=" + file.toUri())) {
            assertThatAnswer(local.ready().getAs(TestTokens.valid(), "/api/x")).isAdmitted();
            assertThat(local.keys.hits()).isZero();
        }
    }
}

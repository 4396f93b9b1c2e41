package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.revocation.redis.RedisConnections;
import dev.portcullis.revocation.redis.RedisPublisher;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The gateway over a real Redis, with the real publisher on its other side: case 41. */
final class RevocationIT {

    private final RealRedis redis = RealRedis.start();
    private final MemoryLog log = new MemoryLog();
    private final RedisConnections connections =
            new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, ofSeconds(1));
    private final RedisPublisher publisher = new RedisPublisher(
            connections,
            log,
            new PublisherSettings("{portcullis}", 0, ofSeconds(2), ofMillis(250)),
            new SimpleMeterRegistry());
    private final Edge edge;
    private final String token = TestTokens.valid();
    private final String other = TestTokens.with(claims -> claims.put("jti", "other"));

    RevocationIT() {
        publisher.start();
        edge = new Edge(
                Edge::withItsClock,
                // three times the default: a busy build machine must not look like a hung Redis
                "--portcullis.revocation.max-staleness=3s",
                "--spring.data.redis.host=" + redis.host(),
                "--spring.data.redis.port=" + redis.port());
    }

    @AfterEach
    void stop() {
        edge.close();
        publisher.close();
        connections.close();
        redis.close();
    }

    private void revokeToken() {
        long number = log.revoke(new Covered.Token(TestTokens.ISSUER, TestTokens.JTI));
        assertThat(publisher.publish(number).block()).isEqualTo(Publication.CONFIRMED);
    }

    private int status(String presented) {
        return edge.getAs(presented, "/api/x").reply().status();
    }

    @Test
    void tokenIsRefusedFromTheMomentItsRevocationIsAcknowledged() {
        edge.ready();
        assertThatAnswer(edge.getAs(token, "/api/x")).isAdmitted();

        revokeToken();

        assertThatAnswer(edge.getAs(token, "/api/x"))
                .isRefused(401, "token_revoked")
                .isChallengedWith(", error=\"invalid_token\"")
                .upstreamNotReached();
        assertThatAnswer(edge.getAs(other, "/api/x")).isAdmitted();
    }

    @Test
    void hungRedisMeansUnknownAndNeverOpenAndPublicRoutesStay() {
        edge.ready();
        revokeToken();
        redis.pause();

        await().until(() -> status(other) == 503);
        Answer answer = edge.getAs(other, "/api/x");
        assertThatAnswer(answer).isRefused(503, "revocation_unknown").upstreamNotReached();
        assertThat(Integer.parseInt(answer.reply().values("retry-after").get(0)))
                .isPositive();
        assertThat(status(token)).isEqualTo(503);
        assertThatAnswer(edge.get("/public/x")).isAdmitted();

        redis.resume();
        awaitRecovery();
    }

    /** Never 200 for what was revoked, not for an instant. */
    private void awaitRecovery() {
        await().atMost(ofSeconds(30)).until(() -> {
            assertThat(status(token)).isIn(401, 503);
            return status(other) == 200 && status(token) == 401;
        });
    }

    @Test
    void killedRedisThatComesBackEmptyIsNotBelievedUntilItIsRefilled() {
        edge.ready();
        revokeToken();
        redis.kill();
        await().until(() -> status(other) == 503);

        redis.restartEmpty();

        awaitRecovery();
    }

    @Test
    void manyCallsDuringAHangAreAllAnswered() {
        edge.ready();
        redis.pause();
        await().until(() -> status(other) == 503);

        List<Integer> statuses =
                IntStream.range(0, 200).parallel().mapToObj(i -> status(other)).toList();

        assertThat(statuses).containsOnly(503);
        redis.resume();
    }
}

package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.revocation.Covered;
import dev.portcullis.testing.RealRedis;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway over a real Redis, with the real publisher on its other side: case 41. */
@ParameterizedClass
@ValueSource(strings = {"replicated", "direct"})
final class RevocationIT {

    private final RedisScene scene = new RedisScene();
    private final RealRedis redis = scene.redis;
    private final Edge edge;
    private final String token = TestTokens.valid();
    private final String other = TestTokens.with(claims -> claims.put("jti", "other"));

    /** @param mode each answers alike */
    RevocationIT(String mode) {
        edge = new Edge(Edge::withItsClock, scene.arguments(mode));
    }

    @AfterEach
    void stop() {
        edge.close();
        scene.close();
    }

    private void revokeToken() {
        scene.revoke(new Covered.Token(TestTokens.ISSUER, TestTokens.JTI));
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

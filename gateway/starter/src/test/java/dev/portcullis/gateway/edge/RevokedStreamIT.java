package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.StreamUpstream.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.revocation.Covered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Open streams over a real Redis, with the real publisher on its other side. */
@ParameterizedClass
@ValueSource(strings = {"replicated", "direct"})
final class RevokedStreamIT {

    private final RedisScene scene = new RedisScene();
    private final StreamUpstream upstream = new StreamUpstream();
    private final Edge edge;

    RevokedStreamIT(String mode) {
        edge = upstream.edge(Edge::withItsClock, scene.arguments(mode));
    }

    @AfterEach
    void close() {
        edge.close();
        upstream.close();
        scene.close();
    }

    private ClientSocket open(String session, String path) {
        return ClientSocket.bearing(TestTokens.with(claims -> claims.put("sid", session)), edge, path);
    }

    @Test
    void streamOfARevokedSessionEndsAndAnotherGoesOn() {
        try (ClientSocket leaving = open("leaving", "/token/ws");
                ClientSocket staying = open("staying", "/token/ws")) {
            await().until(() -> leaving.hasHeard() && staying.hasHeard() && kept(edge) == 2);

            scene.revoke(new Covered.Session(TestTokens.ISSUER, "leaving"));

            await().until(() -> leaving.isClosed() && kept(edge) == 1);
            assertThat(leaving.closing()).isEqualTo("1008 token_revoked");
            assertThat(staying.isClosed()).isFalse();
        }
    }

    @Test
    void streamWhoseRevocationWasMissedByARestartOfRedisEndsOnceTheListIsThereAgain() {
        try (ClientSocket leaving = open("leaving", "/unseen/ws");
                ClientSocket staying = open("staying", "/unseen/ws")) {
            await().until(() -> leaving.hasHeard() && staying.hasHeard() && kept(edge) == 2);
            scene.redis.kill();

            scene.revokeUnheard(new Covered.Session(TestTokens.ISSUER, "leaving"));
            scene.redis.restartEmpty();

            await().until(leaving::isClosed);
            assertThat(leaving.closing()).isEqualTo("1008 token_revoked");
            assertThat(staying.isClosed()).isFalse();
        }
    }

    @Test
    void streamEndsWhileNobodyKnowsUnlessItsRouteAllowsIt() {
        try (ClientSocket strict = open("any", "/token/ws");
                ClientSocket lenient = open("any", "/unseen/ws")) {
            await().until(() -> strict.hasHeard() && lenient.hasHeard() && kept(edge) == 2);

            scene.redis.pause();

            await().until(strict::isClosed);
            assertThat(strict.closing()).isEqualTo("1013 revocation_unknown");
            assertThat(lenient.isClosed()).isFalse();
            scene.redis.resume();
        }
    }
}

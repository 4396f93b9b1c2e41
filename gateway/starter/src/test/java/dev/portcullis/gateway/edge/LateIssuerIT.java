package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Case 43: a gateway that is there before its issuer. */
final class LateIssuerIT {

    static Stream<Arguments> waysOfNotBeingThere() {
        return Stream.of(
                way("an error", keys -> keys.fail(500)),
                way("nothing there", keys -> keys.fail(404)),
                way("a page with 200", keys -> keys.serve("<html>starting</html>".getBytes(UTF_8))),
                way("an empty set", keys -> keys.serve(TestKeys.set())),
                way("an empty answer", keys -> keys.serve(new byte[0])),
                way("a redirect to another host", keys -> keys.redirectTo("http://localhost:1/jwks")),
                way("no answer", KeyServer::hang));
    }

    private static Arguments way(String name, Consumer<KeyServer> way) {
        return Arguments.of(name, way);
    }

    private static Edge early(Consumer<KeyServer> way, String... arguments) {
        return new Edge(
                (edge, context) -> {
                    way.accept(edge.keys);
                    Edge.answeringForItself(edge, context);
                },
                arguments);
    }

    private static Health health(Edge edge) {
        return edge.context()
                .getBean("portcullisHealthIndicator", HealthIndicator.class)
                .health();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOfNotBeingThere")
    void protectedRoutesAnswer503AndRecoverByThemselvesWithinSeconds(String name, Consumer<KeyServer> way) {
        try (Edge edge = early(way)) {
            assertThatAnswer(edge.get("/public/x")).isAdmitted();
            assertThatAnswer(edge.getAs(TestTokens.valid(), "/api/x"))
                    .isRefused(503, "keys_unavailable")
                    .upstreamNotReached();
            await().until(() -> health(edge).getStatus().equals(Status.UP)); // its first load has ended, badly
            assertThat(health(edge).getDetails().toString()).contains("issuerKeysAvailable={main=false}");

            edge.keys.serve(TestKeys.set(TestKeys.ISSUER));
            await().until(() -> {
                edge.now.updateAndGet(now -> now.plusSeconds(1));
                return edge.getAs(TestTokens.valid(), "/api/x").reply().status() == 200;
            });

            assertThat(Duration.between(TestTokens.NOW, edge.now.get())).isLessThan(Duration.ofSeconds(60));
            assertThat(health(edge).getDetails().toString()).contains("issuerKeysAvailable={main=true}");
        }
    }

    @Test
    void issuerThatSpeaksNoTlsIsOneThatIsNotThere() {
        try (KeyServer plain = new KeyServer(TestKeys.set(TestKeys.ISSUER));
                Edge edge = early(
                        keys -> {},
                        "--portcullis.issuers.main.jwks-uri=" + plain.uri().replace("http:", "https:"))) {
            await().until(() -> health(edge).getStatus().equals(Status.UP));
            assertThatAnswer(edge.getAs(TestTokens.valid(), "/api/x"))
                    .isRefused(503, "keys_unavailable")
                    .upstreamNotReached();
            assertThatAnswer(edge.get("/public/x")).isAdmitted();
        }
    }

    @Test
    void gatewayIsNotReadyBeforeTheFirstLoadHasEndedOrTenSecondsAreOver() {
        try (Edge edge = early(KeyServer::hang)) {
            assertThat(health(edge).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

            edge.now.updateAndGet(now -> now.plusSeconds(10));
            assertThat(health(edge).getStatus()).isEqualTo(Status.UP);
        }
    }
}

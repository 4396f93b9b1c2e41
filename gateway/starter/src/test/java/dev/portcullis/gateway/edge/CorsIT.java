package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 20. */
final class CorsIT {

    private static final String ORIGIN = "https://app.example.test";
    private final Edge edge = Edge.shared().ready();

    private Answer preflight(String origin, String method) {
        return edge.send(
                "OPTIONS",
                "/api/x",
                "Origin: " + origin,
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: authorization");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "DELETE"})
    void preflightIsAnsweredWithoutATokenAndWithoutTheUpstream(String method) {
        Answer answer = preflight(ORIGIN, method);

        assertThat(answer.reply().status()).isEqualTo(200);
        assertThat(answer.reply().values("access-control-allow-origin")).containsExactly(ORIGIN);
        assertThat(answer.reply().values("access-control-allow-headers")).containsExactly("authorization");
        assertThat(String.join(",", answer.reply().values("vary"))).contains("Origin");
        assertThatAnswer(answer).upstreamNotReached();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://evil.test", "null", "https://app.example.test.evil.test", "http://app.example.test"})
    void foreignOriginIsToldNothing(String origin) {
        Answer answer = preflight(origin, "GET");

        assertThat(answer.reply().values("access-control-allow-origin")).isEmpty();
        assertThatAnswer(answer).upstreamNotReached();
    }

    @Test
    void optionsThatIsNoPreflightNeedsAToken() {
        assertThatAnswer(edge.send("OPTIONS", "/api/x"))
                .isRefused(401, "credential_missing")
                .upstreamNotReached();
        assertThatAnswer(edge.send("OPTIONS", "/api/x", "Access-Control-Request-Method: GET"))
                .isRefused(401, "credential_missing")
                .upstreamNotReached();
    }

    @Test
    void refusalCarriesItsCorsHeadersOnce() {
        Answer answer = edge.get("/api/x", "Origin: " + ORIGIN);

        assertThatAnswer(answer).isRefused(401, "credential_missing").upstreamNotReached();
        assertThat(answer.reply().values("access-control-allow-origin")).containsExactly(ORIGIN);
    }
}

package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

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

    /** Not Spring's bare 403: the client learns the code, the operator the count. */
    @ParameterizedTest
    @ValueSource(strings = {"https://evil.test", "null", "http://app.example.test", "%%%"})
    void foreignOriginsRequestIsRefusedByNameWithATokenAndWithout(String origin) {
        double before = refusals();

        for (String token : List.of("Authorization: Bearer " + TestTokens.valid(), "X-Nothing: 1")) {
            Answer answer = edge.get("/api/x", "Origin: " + origin, token);
            assertThatAnswer(answer).isRefused(403, "origin_not_allowed").upstreamNotReached();
            assertThat(answer.reply().values("access-control-allow-origin")).isEmpty();
        }

        assertThat(refusals()).isEqualTo(before + 2);
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/api/x", "Origin: " + ORIGIN))
                .isAdmitted();
    }

    private double refusals() {
        return edge
                .context()
                .getBean(MeterRegistry.class)
                .find("portcullis.gateway.refusals")
                .tag("code", "origin_not_allowed")
                .counters()
                .stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void methodThatCorsDoesNotAllowIsRefusedByName() {
        String partner = "Origin: https://partner.example.test";

        assertThatAnswer(edge.send("DELETE", "/partner/x", partner)).isRefused(403, "origin_not_allowed");
        assertThatAnswer(edge.send("PUT", "/partner/x", partner)).isRefused(401, "credential_missing");
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

    @Test
    void preflightIsAnsweredWhereTheRouteMatchesOneMethodOnly() {
        Answer answer = edge.send("OPTIONS", "/get-only/x", "Origin: " + ORIGIN, "Access-Control-Request-Method: GET");

        assertThat(answer.reply().status()).isEqualTo(200);
        assertThat(answer.reply().values("access-control-allow-origin")).containsExactly(ORIGIN);
        assertThatAnswer(answer).upstreamNotReached();
        assertThatAnswer(edge.get("/get-only/x", "Origin: " + ORIGIN)).isRefused(401, "credential_missing");
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/get-only/x")).isAdmitted();
    }

    @Test
    void routesOwnCorsIsTheOneThatAnswers() {
        String partner = "https://partner.example.test";
        Answer preflight =
                edge.send("OPTIONS", "/partner/x", "Origin: " + partner, "Access-Control-Request-Method: PUT");

        assertThat(preflight.reply().values("access-control-allow-origin")).containsExactly(partner);
        assertThat(edge.send("PUT", "/partner//x", "Origin: " + partner).reply().values("access-control-allow-origin"))
                .containsExactly(partner);
        assertThat(edge.send("OPTIONS", "/partner/x", "Origin: " + ORIGIN, "Access-Control-Request-Method: PUT")
                        .reply()
                        .values("access-control-allow-origin"))
                .isEmpty();
    }

    @Test
    void refusalOfEachRoomCarriesThemOnceAndForeignersGetNone() {
        String large = "X: " + "x".repeat(30_000);
        edge.whileRevocationsAnswer(token -> Mono.just(RevocationStatus.UNKNOWN), shut -> {
            for (Answer answer : List.of(
                    shut.get("/public//x", "Origin: " + ORIGIN),
                    shut.get("/public/x", "Origin: " + ORIGIN, large),
                    shut.get("/api/x", "Origin: " + ORIGIN, "Authorization: Bearer x"),
                    shut.getAs(TestTokens.valid(), "/api/x", "Origin: " + ORIGIN))) {
                assertThat(answer.reply().status()).isIn(400, 431, 401, 503);
                assertThat(answer.reply().values("access-control-allow-origin")).containsExactly(ORIGIN);
                assertThat(String.join(",", answer.reply().values("vary"))).contains("Origin");
            }
            for (String path : List.of("/public//x", "/api/x")) {
                assertThat(shut.get(path, "Origin: https://evil.test").reply().values("access-control-allow-origin"))
                        .isEmpty();
            }
        });
    }

    @Test
    void answerOfAnUpstreamThatSpeaksCorsItselfHasThemOnce() {
        Answer answer = edge.get("/public/own-cors", "Origin: " + ORIGIN);

        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.reply().values("access-control-allow-origin")).containsExactly(ORIGIN);
    }
}

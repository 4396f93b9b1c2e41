package dev.portcullis.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InsufficientScope.Lack;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpResponse;
import org.springframework.mock.web.server.MockServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The refusal table, row by row, as bytes. */
final class RefusalTableTests {

    private static final String BEARER = "Bearer realm=\"edge\"";
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RefusalRenderer renderer =
            new RefusalRenderer(URI.create("https://errors.example/"), "edge", new RefusalRecord(meters));

    static Stream<Arguments> table() {
        return Stream.of(
                row(new Refusal.PathRefused(), 400, "path_refused", null),
                row(new Refusal.HostRefused(), 400, "host_refused", null),
                row(new Refusal.RequestMalformed(), 400, "request_malformed", null),
                row(new Refusal.WebSocketVersionRefused("13"), 400, "request_malformed", null),
                row(new Refusal.TargetTooLong(), 414, "target_too_long", null),
                row(new Refusal.HeadersTooLarge(), 431, "headers_too_large", null),
                row(new Refusal.IdentityTooLarge(), 431, "identity_too_large", null),
                row(new Refusal.MethodRefused(List.of("GET", "HEAD")), 405, "method_not_allowed", null),
                row(new Refusal.MethodUnknown(), 501, "method_unknown", null),
                row(new Refusal.NoCredential(), 401, "credential_missing", BEARER),
                row(
                        new Refusal.CredentialRepeated(),
                        400,
                        "credential_repeated",
                        BEARER + ", error=\"invalid_request\""),
                row(new Refusal.TokenTooLarge(), 431, "token_too_large", null),
                row(
                        new Refusal.InvalidToken(Reason.EXPIRED),
                        401,
                        "token_expired",
                        BEARER + ", error=\"invalid_token\""),
                row(
                        new Refusal.InsufficientScope(Lack.SCOPE, List.of("a", "b")),
                        403,
                        "insufficient_scope",
                        BEARER + ", error=\"insufficient_scope\""),
                row(new Refusal.OriginNotAllowed(), 403, "origin_not_allowed", null),
                row(new Refusal.KeysUnavailable(Duration.ofSeconds(5)), 503, "keys_unavailable", null),
                row(new Refusal.RevocationUnknown(Duration.ofMillis(10)), 503, "revocation_unknown", null),
                row(new Refusal.RuleUnreadable(), 500, "internal_error", null),
                row(new Refusal.Defect(new IllegalStateException("LEAK")), 500, "internal_error", null));
    }

    private static Arguments row(Refusal refusal, int status, String code, @Nullable String challenge) {
        return Arguments.of(refusal, status, code, challenge);
    }

    @Test // the table can never miss a row, though no switch checks it
    void everyRefusalHasItsRow() {
        assertThat(table().<Class<?>>map(row -> row.get()[0].getClass()))
                .containsExactlyInAnyOrder(Refusal.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @MethodSource("table")
    void rowIsRendered(Refusal refusal, int status, String code, @Nullable String challenge) {
        MockServerHttpResponse response = render(refusal, MockServerHttpRequest.get("/x"));
        JsonNode body = JsonMapper.shared().readTree(response.getBodyAsString().block());

        assertThat(response.getStatusCode())
                .extracting(Object::toString)
                .asString()
                .startsWith(status + " ");
        assertThat(response.getHeaders().getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON);
        assertThat(response.getHeaders().getCacheControl()).isEqualTo("no-store");
        assertThat(body.get("type").asString()).isEqualTo("https://errors.example/" + code);
        assertThat(body.get("status").asInt()).isEqualTo(status);
        assertThat(body.get("code").asString()).isEqualTo(code);
        assertThat(body.get("trace_id").asString()).matches("[0-9a-f]{32}");
        assertThat(body.toString()).doesNotContain("LEAK");
        String sent = response.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE);
        if (challenge == null) {
            assertThat(sent).isNull();
        } else {
            assertThat(sent).startsWith(challenge);
            assertThat(challenge.contains("error=")).isEqualTo(body.has("error"));
        }
    }

    @Test
    void missingScopesAreNamedFromConfiguration() {
        MockServerHttpResponse response =
                render(new Refusal.InsufficientScope(Lack.SCOPE, List.of("a", "b")), MockServerHttpRequest.get("/x"));

        assertThat(response.getHeaders().getFirst(HttpHeaders.WWW_AUTHENTICATE)).endsWith(", scope=\"a b\"");
    }

    @Test
    void delayIsRoundedUpAndNeverZero() {
        assertThat(retryAfter(Duration.ofMillis(10))).isEqualTo("1");
        assertThat(retryAfter(Duration.ZERO)).isEqualTo("1");
        assertThat(retryAfter(Duration.ofMillis(1_001))).isEqualTo("2");
    }

    private String retryAfter(Duration delay) {
        return String.valueOf(render(new Refusal.RevocationUnknown(delay), MockServerHttpRequest.get("/x"))
                .getHeaders()
                .getFirst(HttpHeaders.RETRY_AFTER));
    }

    @Test
    void refusedMethodIsToldWhatIsAllowed() {
        assertThat(render(new Refusal.MethodRefused(List.of("GET", "HEAD")), MockServerHttpRequest.get("/x"))
                        .getHeaders()
                        .getFirst(HttpHeaders.ALLOW))
                .isEqualTo("GET, HEAD");
    }

    @Test
    void refusedWebSocketIsToldWhichVersionIsUnderstood() {
        assertThat(render(new Refusal.WebSocketVersionRefused("13"), MockServerHttpRequest.get("/x"))
                        .getHeaders()
                        .getFirst("Sec-WebSocket-Version"))
                .isEqualTo("13");
        assertThat(render(new Refusal.RequestMalformed(), MockServerHttpRequest.get("/x"))
                        .getHeaders()
                        .getFirst("Sec-WebSocket-Version"))
                .isNull();
    }

    @Test
    void headIsAnsweredWithoutABody() {
        MockServerHttpResponse response = render(new Refusal.NoCredential(), MockServerHttpRequest.head("/x"));

        assertThat(response.getBodyAsString().block()).isEmpty();
        assertThat(response.getHeaders().getContentLength()).isPositive();
    }

    @Test
    void validTraceIdOfTheClientIsKeptAndAnyOtherReplaced() {
        String id = "0af7651916cd43dd8448eb211c80319c";

        assertThat(traceId("00-" + id + "-b7ad6b7169203331-01")).isEqualTo(id);
        for (String bad : List.of(
                "00-" + "0".repeat(32) + "-b7ad6b7169203331-01",
                "ff-" + id + "-b7ad6b7169203331-01",
                "00-" + id.toUpperCase(java.util.Locale.ROOT) + "-b7ad6b7169203331-01",
                "00-" + id + "-0000000000000000-01",
                id)) {
            assertThat(traceId(bad)).isNotEqualTo(id).matches("[0-9a-f]{32}");
        }
    }

    private String traceId(String traceparent) {
        MockServerHttpResponse response = render(
                new Refusal.NoCredential(), MockServerHttpRequest.get("/x").header("traceparent", traceparent));
        return JsonMapper.shared()
                .readTree(response.getBodyAsString().block())
                .get("trace_id")
                .asString();
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void everyReasonHasACodeOfItsOwnAndASentenceThatAChallengeCanHold(Reason reason) {
        var problem = new Refusal.InvalidToken(reason).problem();

        assertThat(problem.title()).matches("[ !#-\\[\\]-~]+");
        assertThat(Arrays.stream(Reason.values())
                        .filter(other ->
                                new Refusal.InvalidToken(other).problem().code().equals(problem.code())))
                .hasSize(1);
    }

    @Test
    void refusalIsCountedByRouteAndCode() {
        render(new Refusal.NoCredential(), MockServerHttpRequest.get("/x"));

        assertThat(meters.get("portcullis.gateway.refusals")
                        .tags("route", "none", "code", "credential_missing")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private MockServerHttpResponse render(Refusal refusal, MockServerHttpRequest.BaseBuilder<?> request) {
        MockServerWebExchange exchange = MockServerWebExchange.from(request);
        renderer.render(exchange, refusal).block();
        return exchange.getResponse();
    }
}

package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.TestTokens;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 28: one limit for what a client may say at once, and it is we who tell. */
final class HeaderLimitIT {

    private static final String ORIGIN = "https://app.example.test";
    private static final int LIMIT = 24 * 1_024;
    private final Edge edge = Edge.shared().ready();

    private static String tokenOf(int chars) {
        int without = TestTokens.with(claims -> claims.put("groups", "")).length();
        String token = TestTokens.with(claims -> claims.put("groups", "x".repeat((chars - without) * 3 / 4)));
        assertThat(token.length()).isBetween(chars - 4, chars);
        return token;
    }

    @ParameterizedTest
    @ValueSource(ints = {4_096, 8_089, 8_294, 15_360, 16_384})
    void largeTokenArrivesWhole(int chars) {
        String token = tokenOf(chars);

        Answer answer = edge.getAs(token, "/api/x");

        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.seen().values("authorization")).containsExactly("Bearer " + token);
        assertThat(answer.seen().values("x-user-id")).containsExactly("alice");
    }

    @Test
    void largerTokenIsRefusedInOneWayAndThenInAnother() {
        assertThatAnswer(edge.getAs(tokenOf(16_390), "/api/x"))
                .isRefused(431, "token_too_large")
                .upstreamNotReached();
        assertThatAnswer(edge.getAs(tokenOf(65_536), "/api/x"))
                .isRefused(431, "headers_too_large")
                .upstreamNotReached();
    }

    @Test
    void pageIsToldAndItsConnectionGoesOn() {
        String request = "GET /api/x HTTP/1.1\r\nHost: edge.example\r\nOrigin: " + ORIGIN + "\r\nAuthorization: Bearer "
                + tokenOf(65_536) + "\r\n\r\n";

        List<RawHttp.Reply> replies = RawHttp.conversation(
                edge.port(), request, 1, "GET /public/x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(replies).extracting(RawHttp.Reply::status).containsExactly(431, 200);
        assertThat(replies.get(0).values("access-control-allow-origin")).containsExactly(ORIGIN);
        assertThat(replies.get(0).body()).contains("headers_too_large");
    }

    @Test
    void lastOctetThatFitsIsReadAndTheNextIsNot() {
        int others = "Host: edge.example\r\nX: \r\n".length();

        assertThatAnswer(edge.get("/public/x", "X: " + "x".repeat(LIMIT - others)))
                .isAdmitted();
        assertThatAnswer(edge.get("/public/x", "X: " + "x".repeat(LIMIT - others + 1)))
                .isRefused(431, "headers_too_large")
                .upstreamNotReached();
    }

    @Test
    void twoHundredSmallHeadersAreWithinIt() {
        String[] headers = IntStream.range(0, 200)
                .mapToObj(number -> "X-Small-" + number + ": value")
                .toArray(String[]::new);

        assertThat(edge.get("/public/x", headers).seen().headers())
                .filteredOn(header -> header.getKey().startsWith("X-Small-"))
                .hasSize(200);
    }

    @Test
    void whatTheServerItselfDoesNotReadIsRefusedInTheSameForm() {
        assertThatAnswer(edge.get("/public/x", "X: " + "x".repeat(4 * LIMIT)))
                .isRefused(431, "headers_too_large")
                .upstreamNotReached();
        assertThatAnswer(edge.get("/public/" + "x".repeat(5_000)))
                .isRefused(414, "target_too_long")
                .upstreamNotReached();
    }

    @Test
    void claimThatMakesALargeHeaderIsRefusedAndNeverCut() {
        assertThatAnswer(edge.getAs(TestTokens.with(claims -> claims.put("sub", "x".repeat(4_096))), "/api/x"))
                .isAdmitted();
        assertThatAnswer(edge.getAs(TestTokens.with(claims -> claims.put("sub", "x".repeat(4_097))), "/api/x"))
                .isRefused(431, "identity_too_large")
                .upstreamNotReached();
    }
}

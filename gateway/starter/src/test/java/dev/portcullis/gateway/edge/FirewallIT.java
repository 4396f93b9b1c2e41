package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;

import dev.portcullis.gateway.verification.TestTokens;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths that a rule and an upstream could read differently, and methods that no rule was written for. */
final class FirewallIT {

    private final Edge edge = Edge.shared().ready();
    private final String admin = TestTokens.with(claims -> claims.put("roles", List.of("admin")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/../admin/x",
                "/public/%2e%2e/admin/x",
                "/public/%2E%2E%2Fadmin/x",
                "/public/.%2e/admin/x",
                "/public/..%2fadmin/x",
                "/public/%252e%252e/admin/x",
                "/public/..;/admin/x",
                "/public;/../admin/x",
                "/public//../admin/x",
                "/public/..%5cadmin/x",
                "/public/..%5Cadmin/x",
                "/public/x%00/../admin",
                "/public/%00/../admin/x",
                "/public/x%00",
                "/public/./x",
                "/public/x/.",
                "/public/x/..",
                "/public//x",
                "/public/x;a=b",
                "/public/x%3ba=b",
                "/public/x%2fy",
                "/public/x%2Fy",
                "/public/x%5cy",
                "/public/x%0d%0ay",
                "/public/x%e2%80%a8y"
            })
    void pathThatIsNotPlainIsRefusedOnAPublicRouteToo(String path) {
        assertThatAnswer(edge.get(path)).isRefused(400, "path_refused").upstreamNotReached();
        assertThatAnswer(edge.getAs(admin, path)).isRefused(400, "path_refused").upstreamNotReached();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//admin/x", "/./admin/x", "/admin;a=b/x", "//admin//x", "/x/..//admin/x"})
    void pathThatSlipsPastTheRouteOfAdminIsRefused(String path) {
        assertThatAnswer(edge.getAs(TestTokens.valid(), path))
                .isRefused(400, "path_refused")
                .upstreamNotReached();
    }

    @Test
    void encodedLetterIsJudgedAsTheLetter() {
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/%61dmin/x"))
                .isRefused(403, "insufficient_scope")
                .upstreamNotReached();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/public/x",
                "/public/a%20b",
                "/public/%C3%A9",
                "/public/a.b/..c",
                "/public/x?a=//b;c%2f..",
                "/public/"
            })
    void plainPathIsForwardedAsItIs(String path) {
        Answer answer = edge.get(path);

        assertThatAnswer(answer).isAdmitted();
        org.assertj.core.api.Assertions.assertThat(answer.seen().uri()).isEqualTo(path);
    }

    @Test
    void backslashNeverReachesTheUpstream() {
        Answer answer = edge.get("/public/..\\admin/x");

        org.assertj.core.api.Assertions.assertThat(answer.reply().status()).isEqualTo(400);
        assertThatAnswer(answer).upstreamNotReached();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE"})
    void knownMethodThatIsNotForUpstreamsIsRefused(String method) {
        assertThatAnswer(edge.send(method, "/public/x"))
                .isRefused(405, "method_not_allowed")
                .upstreamNotReached();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROPFIND", "FOO", "get"})
    void methodThatNobodyKnowsIsRefused(String method) {
        assertThatAnswer(edge.send(method, "/public/x"))
                .isRefused(501, "method_unknown")
                .upstreamNotReached();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE"})
    void methodsOfServicesPass(String method) {
        assertThatAnswer(edge.send(method, "/public/x", "Content-Length: 0")).isAdmitted();
    }
}

package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class AdmissionIT {

    private final Edge edge = Edge.shared().ready();

    @Test
    void callerWithAValidTokenIsForwardedWithItsIdentity() {
        String token = TestTokens.valid();

        Answer answer = edge.getAs(token, "/api/orders/1?q=a%20b");

        assertThatAnswer(answer).isAdmitted();
        assertThat(answer.seen().uri()).isEqualTo("/api/orders/1?q=a%20b");
        assertThat(answer.seen().values("x-user-id")).containsExactly("alice");
        assertThat(answer.seen().values("x-user-issuer")).containsExactly(TestTokens.ISSUER);
        assertThat(answer.seen().values("x-user-roles")).containsExactly("user");
        assertThat(answer.seen().values("x-user-scopes")).containsExactly("read write");
        assertThat(answer.seen().values("authorization")).containsExactly("Bearer " + token);
    }

    @Test
    void callerWithoutATokenIsChallengedWithoutAnError() {
        Answer answer = edge.get("/api/orders/1");

        assertThatAnswer(answer).isRefused(401, "credential_missing").upstreamNotReached();
        assertThat(answer.reply().values("www-authenticate")).containsExactly("Bearer realm=\"portcullis\"");
    }

    @Test
    void bodyOfARefusedRequestNeverReachesTheUpstream() {
        Answer answer = edge.raw("POST /api/orders HTTP/1.1\r\nHost: edge.example\r\nContent-Length: 6\r\n\r\nsecret");

        assertThatAnswer(answer).isRefused(401, "credential_missing").upstreamNotReached();
    }

    @Test
    void expiredTokenNeverReachesTheUpstream() {
        assertThatAnswer(edge.getAs(TestTokens.expired(), "/api/x"))
                .isRefused(401, "token_expired")
                .isChallengedWith(", error=\"invalid_token\"")
                .upstreamNotReached();
    }

    @Test
    void tokenSignedByAStrangerNeverReachesTheUpstream() {
        assertThatAnswer(edge.getAs(TestTokens.signedByStranger(), "/api/x"))
                .isRefused(401, "token_signature_invalid")
                .upstreamNotReached();
    }

    @Test
    void routeWithRolesAdmitsOneOfThemAndRefusesTheOthers() {
        assertThatAnswer(edge.getAs(TestTokens.with(claims -> claims.put("roles", List.of("x", "root"))), "/admin/x"))
                .isAdmitted();
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/admin/x"))
                .isRefused(403, "insufficient_scope")
                .isChallengedWith(", error=\"insufficient_scope\"")
                .upstreamNotReached();
    }

    @Test
    void routeWithScopesNeedsAllOfThemAndNamesThem() {
        assertThatAnswer(edge.getAs(TestTokens.with(claims -> claims.put("scope", "list read")), "/read/x"))
                .isAdmitted();
        Answer answer = edge.getAs(TestTokens.valid(), "/read/x");

        assertThatAnswer(answer).isRefused(403, "insufficient_scope").upstreamNotReached();
        assertThat(answer.reply().values("www-authenticate").get(0)).endsWith(", scope=\"read list\"");
    }

    @Test
    void publicRouteDoesNotReadTheToken() {
        assertThatAnswer(edge.get("/public/x")).isAdmitted();
        assertThatAnswer(edge.getAs(TestTokens.expired(), "/public/x")).isAdmitted();
        assertThatAnswer(edge.getAs("no-token", "/public/x")).isAdmitted();
    }

    @Test
    void routeThatSaysNothingNeedsAToken() {
        assertThatAnswer(edge.get("/elsewhere"))
                .isRefused(401, "credential_missing")
                .upstreamNotReached();
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/elsewhere")).isAdmitted();
    }

    @Test
    void headIsRefusedWithoutABody() {
        RawHttp.Reply reply = edge.send("HEAD", "/api/x").reply();

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.values("content-length")).isNotEmpty();
    }

    @Test
    void revokedTokenNeverReachesTheUpstreamAndOneOfUnknownStatusNeither() {
        edge.whileRevocationsAnswer(
                token -> Mono.just(RevocationStatus.REVOKED),
                shut -> assertThatAnswer(shut.getAs(TestTokens.valid(), "/api/x"))
                        .isRefused(401, "token_revoked")
                        .upstreamNotReached());
        edge.whileRevocationsAnswer(token -> Mono.just(RevocationStatus.UNKNOWN), shut -> {
            Answer answer = shut.getAs(TestTokens.valid(), "/api/x");
            assertThatAnswer(answer).isRefused(503, "revocation_unknown").upstreamNotReached();
            assertThat(answer.reply().values("retry-after")).containsExactly("1");
        });
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/api/x")).isAdmitted();
    }

    @Test
    void responseCacheDoesNotAnswerForARevokedToken() {
        String token = TestTokens.valid();
        assertThatAnswer(edge.getAs(token, "/cached/x")).isAdmitted();
        // The cache is filled behind the answer, so the next request may still go upstream.
        await("the cache is warm").until(() -> {
            Answer again = edge.getAs(token, "/cached/x");
            return again.reply().status() == 200 && edge.upstream.seen().size() == again.seenBefore();
        });

        edge.whileRevocationsAnswer(
                facts -> Mono.just(RevocationStatus.REVOKED),
                shut -> assertThatAnswer(shut.getAs(token, "/cached/x")).isRefused(401, "token_revoked"));
    }

    @Test
    void listThatAnswersNothingIsADefectAndNotAnEmpty200() {
        edge.whileRevocationsAnswer(token -> Mono.empty(), EdgeDefects::isADefect);
    }

    @Test
    void listThatFailsIsADefect() {
        edge.whileRevocationsAnswer(token -> Mono.error(new IllegalStateException("LEAK")), EdgeDefects::isADefect);
        edge.whileRevocationsAnswer(
                token -> {
                    throw new IllegalStateException("LEAK");
                },
                EdgeDefects::isADefect);
    }

    @Test
    void errorThatReactorWouldRethrowIsADefectAndTheRequestDoesNotHang() {
        edge.whileRevocationsAnswer(
                token -> {
                    throw new NoClassDefFoundError("LEAK");
                },
                EdgeDefects::isADefect);
        edge.whileRevocationsAnswer(
                token -> {
                    throw new StackOverflowError("LEAK");
                },
                EdgeDefects::isADefect);
    }

    private static final class EdgeDefects {
        static void isADefect(Edge edge) {
            Answer answer = edge.getAs(TestTokens.valid(), "/api/x");
            assertThatAnswer(answer).isRefused(500, "internal_error").upstreamNotReached();
            assertThat(answer.reply().body()).doesNotContain("LEAK");
        }
    }

    @Test
    void gatewayCountsWhatItRefuses() {
        edge.get("/admin/counted");

        assertThat(edge.context()
                        .getBean(MeterRegistry.class)
                        .get("portcullis.gateway.refusals")
                        .tags("route", "admin", "code", "credential_missing")
                        .counter()
                        .count())
                .isPositive();
    }
}

package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Every key of a rule, over HTTP. */
final class PolicyIT {

    private static final String ORIGIN = "https://app.example.test";
    private final Edge edge = Edge.shared().ready();

    private static String cookie(String token) {
        return "Cookie: a=1; sid=" + token + "; b=2";
    }

    @Test
    void methodAsksForSomethingElseThanItsRoute() {
        String reader = TestTokens.with(claims -> claims.put("scope", "orders:read"));
        String writer = TestTokens.with(claims -> claims.put("scope", "orders:write"));

        assertThatAnswer(edge.getAs(reader, "/orders/1")).isAdmitted();
        assertThatAnswer(edge.send("HEAD", "/orders/1", "Authorization: Bearer " + reader))
                .upstreamReached();
        assertThatAnswer(edge.send("POST", "/orders/1", "Authorization: Bearer " + writer))
                .isAdmitted();
        assertThatAnswer(edge.getAs(writer, "/orders/1"))
                .isRefused(403, "insufficient_scope")
                .upstreamNotReached();
        Answer refused = edge.send("POST", "/orders/1", "Authorization: Bearer " + reader);
        assertThatAnswer(refused).isRefused(403, "insufficient_scope").upstreamNotReached();
        assertThat(refused.reply().values("www-authenticate").get(0)).endsWith(", scope=\"orders:write\"");
        assertThat(edge.send("HEAD", "/orders/1", "Authorization: Bearer " + writer)
                        .reply()
                        .status())
                .isEqualTo(403);
    }

    @Test
    void claimHasToHaveOneOfTheValuesAndTheAnswerDoesNotSayWhich() {
        assertThatAnswer(edge.getAs(
                        TestTokens.with(claims -> claims.put("org", Map.of("tenant", List.of("x", "acme")))),
                        "/tenant/x"))
                .isAdmitted();
        Answer refused =
                edge.getAs(TestTokens.with(claims -> claims.put("org", Map.of("tenant", "acmee"))), "/tenant/x");

        assertThatAnswer(refused).isRefused(403, "insufficient_scope").upstreamNotReached();
        assertThat(refused.reply().body()).doesNotContain("acme");
    }

    @Test
    void upstreamGetsTheAuthorizationOnlyWhereTheRouteRelaysIt() {
        assertThat(edge.getAs(TestTokens.valid(), "/api/x").seen().values("authorization"))
                .hasSize(1);

        Answer cut = edge.getAs(TestTokens.valid(), "/stripped/x");

        assertThatAnswer(cut).isAdmitted();
        assertThat(cut.seen().values("authorization")).isEmpty();
        assertThat(cut.seen().values("x-user-id")).containsExactly("alice");
    }

    @Test
    void cookieAdmitsWhereTheRouteSaysSoAndIsCutBeforeForwarding() {
        String token = TestTokens.valid();
        Answer admitted = edge.get("/cookie/x", cookie(token));

        assertThatAnswer(admitted).isAdmitted();
        assertThat(admitted.seen().values("cookie")).containsExactly("a=1; b=2");
        assertThat(admitted.seen().allText()).doesNotContain(token);
        assertThatAnswer(edge.get("/api/x", cookie(token)))
                .isRefused(401, "credential_missing")
                .upstreamNotReached();
        assertThatAnswer(edge.get("/cookie/x", cookie(TestTokens.expired())))
                .isRefused(401, "token_expired")
                .upstreamNotReached();
        assertThatAnswer(edge.get("/cookie/x", cookie(token), cookie(token)))
                .isRefused(400, "credential_repeated")
                .upstreamNotReached();
    }

    @Test
    void onlyTheCookieIsCutAndAloneItTakesItsHeaderWithIt() {
        Answer alone = edge.get("/cookie/x", "Cookie: sid=" + TestTokens.valid());

        assertThatAnswer(alone).isAdmitted();
        assertThat(alone.seen().values("cookie")).isEmpty();
    }

    @Test
    void pageThatMayActForItsUserPostsWithACookie() {
        String token = TestTokens.valid();

        assertThatAnswer(edge.send("POST", "/cookie/x", cookie(token), "Origin: " + ORIGIN))
                .isAdmitted();
        assertThatAnswer(edge.send("POST", "/cookie/x", cookie(token), "Sec-Fetch-Site: same-origin"))
                .isAdmitted();
        assertThatAnswer(edge.send("POST", "/cookie/x", "Authorization: Bearer " + token, "Sec-Fetch-Site: cross-site"))
                .isAdmitted();
        assertThatAnswer(edge.get("/cookie/x", cookie(token), "Sec-Fetch-Site: cross-site"))
                .isAdmitted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Nothing: 1",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Site: none",
                "Sec-Fetch-Site: same-origin, cross-site",
                "Referer: https://app.example.test/",
            })
    void pageThatMayNotActForItsUserDoesNotPostWithACookie(String header) {
        assertThatAnswer(edge.send("POST", "/cookie/x", cookie(TestTokens.valid()), header))
                .isRefused(403, "origin_not_allowed")
                .upstreamNotReached();
    }

    @Test
    void tokenInTheQueryIsNeverRead() {
        assertThatAnswer(edge.get("/api/x?access_token=" + TestTokens.valid()))
                .isRefused(401, "credential_missing")
                .upstreamNotReached();
    }

    @Test
    void routeThatAllowsItAdmitsWhileNothingCanBeToldAndCountsIt() {
        double before = unseen();
        edge.whileRevocationsAnswer(token -> Mono.just(RevocationStatus.UNKNOWN), shut -> {
            assertThatAnswer(shut.getAs(TestTokens.valid(), "/open/x")).isAdmitted();
            assertThatAnswer(shut.getAs(TestTokens.valid(), "/api/x"))
                    .isRefused(503, "revocation_unknown")
                    .upstreamNotReached();
        });
        edge.whileRevocationsAnswer(
                token -> Mono.just(RevocationStatus.REVOKED),
                shut -> assertThatAnswer(shut.getAs(TestTokens.valid(), "/open/x"))
                        .isRefused(401, "token_revoked")
                        .upstreamNotReached());
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/open/x")).isAdmitted();

        assertThat(unseen()).isEqualTo(before + 1);
    }

    private double unseen() {
        return edge.context().getBean(MeterRegistry.class).find("portcullis.gateway.unseen").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    @Test
    void requestThatIsForwardedInsideIsAdmittedOnceAndMeetsTheInnerRuleToo() {
        AtomicInteger asked = new AtomicInteger();
        String admin = TestTokens.with(claims -> claims.put("roles", List.of("admin")));
        edge.whileRevocationsAnswer(
                token -> {
                    asked.incrementAndGet();
                    return Mono.just(RevocationStatus.ACTIVE);
                },
                counted -> {
                    Answer admitted = counted.getAs(admin, "/inside/x");
                    assertThatAnswer(admitted).isAdmitted();
                    assertThat(admitted.seen().uri()).isEqualTo("/admin/x");
                    assertThat(admitted.seen().values("x-user-id")).containsExactly("alice");
                });
        assertThat(asked).hasValue(1);
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/inside/x"))
                .isRefused(403, "insufficient_scope")
                .upstreamNotReached();
        assertThatAnswer(edge.get("/inside/x"))
                .isRefused(401, "credential_missing")
                .upstreamNotReached();
    }

    @Test
    void publicRouteThatForwardsInsideOpensNothing() {
        assertThatAnswer(edge.get("/insidepublic/x"))
                .isRefused(401, "credential_missing")
                .upstreamNotReached();
        assertThatAnswer(
                        edge.getAs(TestTokens.with(claims -> claims.put("roles", List.of("admin"))), "/insidepublic/x"))
                .isAdmitted();
    }
}

package dev.portcullis.gateway.admission;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.credential.CredentialReader;
import dev.portcullis.gateway.credential.Presented;
import dev.portcullis.gateway.policy.AccessRules;
import dev.portcullis.gateway.policy.RouteFacts;
import dev.portcullis.gateway.policy.RuleContext;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.gateway.verification.TestVerifiers;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

/** The decision step by step, without a server; {@code AdmissionIT} has the same over HTTP. */
final class AdmissionPipelineTests {

    private static final Map<String, Object> ROLES = Map.of("roles", "user");
    private static final Map<String, Object> COOKIE = Map.of("credentials", "cookie:t");

    private final List<String> asked = new ArrayList<>();
    private RevocationStatus status = RevocationStatus.ACTIVE;
    private final AdmissionPipeline pipeline = new AdmissionPipeline(
            new AccessRules(new RuleContext(Set.of("main"), true, false)),
            new CredentialReader(1 << 14),
            TestVerifiers.trusting(TestKeys.set(TestKeys.ISSUER)),
            new RevocationCheck(
                    token -> {
                        asked.add(String.valueOf(token.jti()));
                        return Mono.just(status);
                    },
                    new SimpleMeterRegistry()));

    private static AdmissionRequest request(Object access, String method, boolean ownOrigin, Presented presented) {
        return new AdmissionRequest(
                new RouteFacts(new Object(), "r", Map.of("access", access)), method, false, ownOrigin, presented);
    }

    private static AdmissionRequest request(Object access, String token) {
        return request(access, "GET", true, new Presented(List.of("Bearer " + token), List.of(), List.of()));
    }

    private Outcome<Caller> outcome(AdmissionRequest request) {
        return requireNonNull(pipeline.decide(request).block());
    }

    private static String code(Outcome<Caller> outcome) {
        return outcome.fold(
                caller -> caller.token().isPresent() ? "admitted" : "anonymous",
                refusal -> refusal.problem().code());
    }

    private String decided(Object access, String token) {
        return code(outcome(request(access, token)));
    }

    @Test
    void publicRouteReadsNothingAndKnowsNobody() {
        assertThat(decided("public", "no token")).isEqualTo("anonymous");
        assertThat(asked).isEmpty();
    }

    @Test
    void validTokenIsAdmittedAndItsRevocationIsAskedOnce() {
        assertThat(decided("authenticated", TestTokens.valid())).isEqualTo("admitted");
        assertThat(asked).containsExactly(TestTokens.JTI);
    }

    @Test
    void tokenThatIsNotVerifiedIsNeverAskedAbout() {
        assertThat(decided("authenticated", TestTokens.signedByStranger())).isEqualTo("token_signature_invalid");
        assertThat(decided("authenticated", TestTokens.expired())).isEqualTo("token_expired");
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE,reject,admitted",
        "REVOKED,allow,token_revoked",
        "UNKNOWN,reject,revocation_unknown",
        "UNKNOWN,allow,admitted"
    })
    void revocationStatusDecidesAsTheRouteSays(RevocationStatus told, String choice, String expected) {
        status = told;

        Outcome<Caller> outcome = outcome(request(Map.of("on-unavailable", choice), TestTokens.valid()));

        assertThat(code(outcome)).isEqualTo(expected);
        assertThat(outcome.<Boolean>fold(Caller::unseen, refusal -> false))
                .isEqualTo(told == RevocationStatus.UNKNOWN && choice.equals("allow"));
    }

    @Test
    void demandIsAskedAfterRevocation() {
        assertThat(decided(ROLES, TestTokens.valid())).isEqualTo("admitted");
        assertThat(decided(Map.of("roles", "admin"), TestTokens.valid())).isEqualTo("insufficient_scope");

        status = RevocationStatus.REVOKED;
        assertThat(decided(Map.of("roles", "admin"), TestTokens.valid())).isEqualTo("token_revoked");
    }

    @Test
    void ruleThatCannotBeReadIsShut() {
        assertThat(decided("pubic", TestTokens.valid())).isEqualTo("internal_error");
    }

    @ParameterizedTest
    @CsvSource({"GET,false,admitted", "POST,true,admitted", "POST,false,origin_not_allowed"})
    void cookieNeedsAnOriginOfItsOwnForUnsafeMethods(String method, boolean ownOrigin, String expected) {
        Presented cookie = new Presented(List.of(), List.of("t=" + TestTokens.valid()), List.of());

        assertThat(code(outcome(request(COOKIE, method, ownOrigin, cookie)))).isEqualTo(expected);
    }

    @Test
    void forwardWithinTheGatewayIsHeldToTheInnerRuleAndNotAskedAboutAgain() {
        Caller admitted = outcome(request("authenticated", TestTokens.valid()))
                .<Caller>fold(caller -> caller, refusal -> Caller.ANONYMOUS);
        asked.clear();

        assertThat(again(ROLES, admitted)).isEqualTo("admitted");
        assertThat(again(Map.of("roles", "admin"), admitted)).isEqualTo("insufficient_scope");
        assertThat(again("public", admitted)).isEqualTo("anonymous");
        assertThat(again("pubic", admitted)).isEqualTo("internal_error");
        assertThat(asked).isEmpty();
    }

    @Test
    void forwardOfAnAnonymousCallerIsDecidedAnew() {
        assertThat(again("authenticated", Caller.ANONYMOUS)).isEqualTo("token_malformed");
    }

    private String again(Object access, Caller admitted) {
        return code(requireNonNull(
                pipeline.decideAgain(request(access, "a,b"), admitted).block()));
    }

    @Test
    void unseenCallerStaysUnseenWhenForwarded() {
        status = RevocationStatus.UNKNOWN;
        Caller unseen = outcome(request(Map.of("on-unavailable", "allow"), TestTokens.valid()))
                .<Caller>fold(caller -> caller, refusal -> Caller.ANONYMOUS);

        assertThat(again("authenticated", unseen)).isEqualTo("revocation_unknown");
        assertThat(again(Map.of("on-unavailable", "allow"), unseen)).isEqualTo("admitted");
    }

    @Test
    void requestAsTextHoldsNoCredential() {
        assertThat(request("public", TestTokens.valid())).hasToString("AdmissionRequest[r]");
    }
}

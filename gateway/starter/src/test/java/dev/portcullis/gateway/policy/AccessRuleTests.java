package dev.portcullis.gateway.policy;

import static dev.portcullis.gateway.verification.TestVerifiers.trusting;
import static dev.portcullis.gateway.verification.TestVerifiers.verified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.gateway.verification.TestVerifiers;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.RevocationStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class AccessRuleTests {

    private static VerifiedToken token(String scope, List<String> roles) {
        return verified(
                trusting(TestKeys.set(TestKeys.ISSUER)),
                TestTokens.with(claims -> claims.putAll(Map.of("scope", scope, "roles", roles))));
    }

    private static String verdict(Outcome<?> outcome) {
        return outcome.fold(passed -> "passed", refusal -> refusal.problem().code());
    }

    private static AccessRule rule(List<String> scopes, List<String> roles) {
        return rule(new Demand(scopes, roles, List.of(), Set.of()), Map.of());
    }

    private static AccessRule rule(Demand demand, Map<String, Demand> byMethod) {
        return new AccessRule(false, demand, byMethod, Handling.USUAL);
    }

    private static Outcome<VerifiedToken> permit(AccessRule rule, VerifiedToken token) {
        return rule.permit(token, "GET");
    }

    @ParameterizedTest
    @CsvSource({
        "a,passed_not",
        "a b,passed",
        "b a c,passed",
        "ab,passed_not",
        "A B,passed_not",
        "'',passed_not",
        "aa bb,passed_not"
    })
    void allScopesAreNeededAsWholeWords(String scope, String expected) {
        AccessRule rule = rule(List.of("a", "b"), List.of());

        assertThat(verdict(permit(rule, token(scope, List.of()))))
                .isEqualTo(expected.equals("passed") ? "passed" : "insufficient_scope");
    }

    @Test
    void anyOfTheRolesIsEnough() {
        AccessRule rule = rule(List.of(), List.of("clerk", "admin"));

        assertThat(verdict(permit(rule, token("a", List.of("user", "admin"))))).isEqualTo("passed");
        assertThat(verdict(permit(rule, token("a", List.of("user", "adm"))))).isEqualTo("insufficient_scope");
        assertThat(verdict(permit(rule, token("a", List.of())))).isEqualTo("insufficient_scope");
    }

    @Test
    void scopesAndRolesHaveToHoldTogether() {
        AccessRule rule = rule(List.of("a"), List.of("admin"));

        assertThat(verdict(permit(rule, token("a", List.of("admin"))))).isEqualTo("passed");
        assertThat(verdict(permit(rule, token("b", List.of("admin"))))).isEqualTo("insufficient_scope");
        assertThat(verdict(permit(rule, token("a", List.of("user"))))).isEqualTo("insufficient_scope");
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE,passed", "REVOKED,token_revoked", "UNKNOWN,revocation_unknown"})
    void statusOfTheTokenDecides(RevocationStatus status, String expected) {
        assertThat(verdict(AccessRule.AUTHENTICATED.accept(token("a", List.of()), status)))
                .isEqualTo(expected);
    }

    @Test
    void routeThatAllowsItAdmitsUnseenAndNeverTheRevoked() {
        AccessRule allowing = new AccessRule(false, Demand.NOTHING, Map.of(), Handling.USUAL.admittingUnseen(true));
        VerifiedToken token = token("a", List.of());

        assertThat(allowing.accept(token, RevocationStatus.UNKNOWN)
                        .<Boolean>fold(AccessRule.Accepted::unseen, no -> false))
                .isTrue();
        assertThat(allowing.accept(token, RevocationStatus.ACTIVE)
                        .<Boolean>fold(AccessRule.Accepted::unseen, no -> true))
                .isFalse();
        assertThat(verdict(allowing.accept(token, RevocationStatus.REVOKED))).isEqualTo("token_revoked");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "GET,a,passed",
        "GET,b,no",
        "HEAD,a,passed",
        "HEAD,b,no",
        "POST,b,passed",
        "POST,a,no",
        "DELETE,c,passed"
    })
    void methodReplacesWhatTheRouteSaysAndHeadIsGet(String method, String scope, String expected) {
        Demand a = new Demand(List.of("a"), List.of(), List.of(), Set.of());
        Demand b = new Demand(List.of("b"), List.of(), List.of(), Set.of());
        Demand c = new Demand(List.of("c"), List.of(), List.of(), Set.of());
        AccessRule rule = rule(c, Map.of("GET", a, "POST", b));

        assertThat(verdict(rule.permit(token(scope, List.of()), method)))
                .isEqualTo(expected.equals("passed") ? "passed" : "insufficient_scope");
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                Arguments.of("the text", "acme", true),
                Arguments.of("another text", "acme2", false),
                Arguments.of("another case", "Acme", false),
                Arguments.of("a number", 7, true),
                Arguments.of("another number", 70, false),
                Arguments.of("a truth value", true, true),
                Arguments.of("the other truth value", false, false),
                Arguments.of("a list that holds it", List.of("x", "acme"), true),
                Arguments.of("a list that does not", List.of("x", "acmeacme"), false),
                Arguments.of("an empty list", List.of(), false),
                Arguments.of("a list of lists", List.of(List.of("acme")), false),
                Arguments.of("a structure", Map.of("acme", "acme"), false));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void claimHasToHaveOneOfTheValues(String name, Object value, boolean passes) {
        ClaimDemand flat = new ClaimDemand(List.of("tenant"), Set.of("acme", "7", "true"));
        ClaimDemand nested = new ClaimDemand(List.of("org", "a.b"), Set.of("acme", "7", "true"));
        VerifiedToken token = verified(
                trusting(TestKeys.set(TestKeys.ISSUER)),
                TestTokens.with(claims -> claims.putAll(Map.of("tenant", value, "org", Map.of("a.b", value)))));

        for (ClaimDemand claim : List.of(flat, nested)) {
            AccessRule rule = rule(new Demand(List.of(), List.of(), List.of(claim), Set.of()), Map.of());
            assertThat(verdict(permit(rule, token))).isEqualTo(passes ? "passed" : "insufficient_scope");
            assertThat(verdict(permit(rule, token("a", List.of())))).isEqualTo("insufficient_scope");
        }
    }

    @Test
    void everyClaimIsNeeded() {
        ClaimDemand subject = new ClaimDemand(List.of("sub"), Set.of("alice"));
        ClaimDemand absent = new ClaimDemand(List.of("tenant"), Set.of("acme"));

        assertThat(verdict(permit(
                        rule(new Demand(List.of(), List.of(), List.of(subject), Set.of()), Map.of()),
                        token("a", List.of()))))
                .isEqualTo("passed");
        assertThat(verdict(permit(
                        rule(new Demand(List.of(), List.of(), List.of(subject, absent), Set.of()), Map.of()),
                        token("a", List.of()))))
                .isEqualTo("insufficient_scope");
    }

    @Test
    void issuerThatHasToBeNamedIsAdmittedOnlyWhereItIs() {
        VerifiedToken open = token("a", List.of());
        VerifiedToken named =
                verified(trusting(TestVerifiers.forEveryAudience(), TestKeys.set(TestKeys.ISSUER)), TestTokens.valid());
        AccessRule silent = rule(Demand.NOTHING, Map.of());
        AccessRule naming = rule(new Demand(List.of(), List.of(), List.of(), Set.of("main")), Map.of());
        AccessRule other = rule(new Demand(List.of(), List.of(), List.of(), Set.of("other")), Map.of());

        assertThat(verdict(silent.admit(open, "GET"))).isEqualTo("passed");
        assertThat(verdict(silent.admit(named, "GET"))).isEqualTo("token_issuer_refused");
        for (VerifiedToken token : List.of(open, named)) {
            assertThat(verdict(naming.admit(token, "GET"))).isEqualTo("passed");
            assertThat(verdict(other.admit(token, "GET"))).isEqualTo("token_issuer_refused");
        }
    }

    @Test
    void methodMayAdmitOtherIssuersThanItsRoute() {
        Demand naming = new Demand(List.of(), List.of(), List.of(), Set.of("main"));
        Demand other = new Demand(List.of(), List.of(), List.of(), Set.of("other"));
        AccessRule rule = rule(naming, Map.of("POST", other));

        assertThat(verdict(rule.admit(token("a", List.of()), "GET"))).isEqualTo("passed");
        assertThat(verdict(rule.admit(token("a", List.of()), "POST"))).isEqualTo("token_issuer_refused");
    }
}

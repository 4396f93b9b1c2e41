package dev.portcullis.gateway.policy;

import static dev.portcullis.gateway.verification.TestVerifiers.trusting;
import static dev.portcullis.gateway.verification.TestVerifiers.verified;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.RevocationStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AccessRuleTests {

    private static VerifiedToken token(String scope, List<String> roles) {
        return verified(
                trusting(TestKeys.set(TestKeys.ISSUER)),
                TestTokens.with(claims -> claims.putAll(Map.of("scope", scope, "roles", roles))));
    }

    private static String verdict(Outcome<?> outcome) {
        return outcome.fold(passed -> "passed", refusal -> refusal.problem().code());
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
        AccessRule rule = new AccessRule(false, List.of("a", "b"), List.of());

        assertThat(verdict(rule.permit(token(scope, List.of()))))
                .isEqualTo(expected.equals("passed") ? "passed" : "insufficient_scope");
    }

    @Test
    void anyOfTheRolesIsEnough() {
        AccessRule rule = new AccessRule(false, List.of(), List.of("clerk", "admin"));

        assertThat(verdict(rule.permit(token("a", List.of("user", "admin"))))).isEqualTo("passed");
        assertThat(verdict(rule.permit(token("a", List.of("user", "adm"))))).isEqualTo("insufficient_scope");
        assertThat(verdict(rule.permit(token("a", List.of())))).isEqualTo("insufficient_scope");
    }

    @Test
    void scopesAndRolesHaveToHoldTogether() {
        AccessRule rule = new AccessRule(false, List.of("a"), List.of("admin"));

        assertThat(verdict(rule.permit(token("a", List.of("admin"))))).isEqualTo("passed");
        assertThat(verdict(rule.permit(token("b", List.of("admin"))))).isEqualTo("insufficient_scope");
        assertThat(verdict(rule.permit(token("a", List.of("user"))))).isEqualTo("insufficient_scope");
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE,passed", "REVOKED,token_revoked", "UNKNOWN,revocation_unknown"})
    void statusOfTheTokenDecides(RevocationStatus status, String expected) {
        assertThat(verdict(AccessRule.AUTHENTICATED.accept(token("a", List.of()), status)))
                .isEqualTo(expected);
    }
}

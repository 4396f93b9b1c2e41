package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;

import dev.portcullis.gateway.verification.TestTokens;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 16, and how large a token may be. */
final class CredentialIT {

    private final Edge edge = Edge.shared().ready();
    private final String token = TestTokens.valid();

    @ParameterizedTest
    @ValueSource(strings = {"Bearer T", "bearer T", "BEARER T", "BeArEr T", "Bearer  T", "Bearer     T", "Bearer T "})
    void schemeInAnyCaseWithSpacesIsAdmitted(String value) {
        assertThatAnswer(edge.get("/api/x", "Authorization: " + value.replace("T", token)))
                .isAdmitted();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "Bearer|credential_missing",
                "Bearer |credential_missing",
                "BearerT|credential_missing",
                "Basic T|credential_missing",
                "Token T|credential_missing",
                "Bearer\tT|token_malformed",
                "Bearer:T|token_malformed",
                "Bearer T T|token_malformed",
                "Bearer \"T\"|token_malformed",
                "Bearer T,|token_malformed",
            })
    void otherSpellingsAreRefused(String value, String code) {
        assertThatAnswer(edge.get("/api/x", "Authorization: " + value.replace("T", token)))
                .isRefused(401, code)
                .upstreamNotReached();
    }

    @Test
    void twoAuthorizationHeadersAreRefusedThoughEachWouldPass() {
        assertThatAnswer(edge.get("/api/x", "Authorization: Bearer " + token, "authorization: Bearer " + token))
                .isRefused(400, "credential_repeated")
                .isChallengedWith(", error=\"invalid_request\"")
                .upstreamNotReached();
    }

    @Test
    void tokenUpToTheLimitIsReadAndALargerOneAnsweredWith431() {
        assertThatAnswer(edge.getAs("a".repeat(16 * 1_024), "/api/x")).isRefused(401, "token_malformed");
        assertThatAnswer(edge.getAs("a".repeat(16 * 1_024 + 1), "/api/x"))
                .isRefused(431, "token_too_large")
                .upstreamNotReached();
    }

    @Test
    void tokenOf15KilobytesIsAdmitted() {
        String large = TestTokens.with(claims -> claims.put("groups", "g".repeat(11_000)));

        assertThatAnswer(edge.getAs(large, "/api/x")).isAdmitted();
    }

    @Test
    void tokenInTheQueryIsNone() {
        assertThatAnswer(edge.get("/api/x?access_token=" + token))
                .isRefused(401, "credential_missing")
                .upstreamNotReached();
    }
}

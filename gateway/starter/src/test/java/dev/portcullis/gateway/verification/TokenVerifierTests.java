package dev.portcullis.gateway.verification;

import static dev.portcullis.gateway.verification.TestTokens.NOW;
import static dev.portcullis.gateway.verification.TestTokens.SKEW;
import static dev.portcullis.gateway.verification.TestTokens.seconds;
import static dev.portcullis.gateway.verification.TestTokens.with;
import static dev.portcullis.gateway.verification.TestTokens.withHeader;
import static dev.portcullis.gateway.verification.TestVerifiers.trusting;
import static dev.portcullis.gateway.verification.TestVerifiers.verdict;
import static dev.portcullis.gateway.verification.TestVerifiers.verified;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TokenVerifierTests {

    private final TokenVerifier verifier = trusting(TestKeys.set(TestKeys.ISSUER, TestKeys.RSA, TestKeys.ED25519));

    private String verdictOf(String token) {
        return verdict(verifier, token);
    }

    @Test
    void validTokenPasses() {
        assertThat(verdictOf(TestTokens.valid())).isEqualTo("passed");
    }

    @Test
    void tokenOfAStrangersKeyWithTheIssuersKidIsRefused() {
        assertThat(verdictOf(TestTokens.signedByStranger())).isEqualTo("token_signature_invalid");
    }

    @Test
    void changedByteAnywhereIsRefused() {
        String valid = TestTokens.valid();
        for (int i = 0; i < valid.length(); i++) {
            char[] changed = valid.toCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            assertThat(verdictOf(new String(changed))).as("character %d", i).isNotEqualTo("passed");
        }
    }

    @ParameterizedTest
    @CsvSource({"RS256,rsa", "RS384,rsa", "RS512,rsa", "PS256,rsa", "PS384,rsa", "PS512,rsa", "ES256,ec", "EdDSA,ed"})
    void eachAlgorithmPassesWithItsKeyAndIsRefusedWhereItIsNotAllowed(String algorithm, String key) {
        String token = TestTokens.signedBy(
                switch (key) {
                    case "rsa" -> TestKeys.RSA;
                    case "ed" -> TestKeys.ED25519;
                    default -> TestKeys.ISSUER;
                },
                algorithm);
        byte[] set = TestKeys.set(TestKeys.ISSUER, TestKeys.RSA, TestKeys.ED25519);

        assertThat(verdictOf(token)).isEqualTo("passed");
        assertThat(verdict(trusting(TestVerifiers.allowing(SignatureAlgorithm.ES384), set), token))
                .isEqualTo("token_algorithm_refused");
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureAlgorithm.class,
            names = {"ES384", "ES512"})
    void largerCurvesVerify(SignatureAlgorithm algorithm) {
        var curve = algorithm == SignatureAlgorithm.ES384
                ? com.nimbusds.jose.jwk.Curve.P_384
                : com.nimbusds.jose.jwk.Curve.P_521;
        var key = TestKeys.ec("large", curve);

        assertThat(verdict(trusting(TestKeys.set(key)), TestTokens.signedBy(key, algorithm.word())))
                .isEqualTo("passed");
    }

    @Test
    void issuerIsMatchedToTheLastSlash() {
        assertThat(verdictOf(with(claims -> claims.put("iss", "https://issuer.example"))))
                .isEqualTo("token_issuer_unknown");
        assertThat(verdictOf(with(claims -> claims.remove("iss")))).isEqualTo("token_issuer_unknown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "at+JWT", "AT+JWT", "application/at+jwt", "JWT", "jwt"})
    void accessTokenTypesPassInAnyCase(String type) {
        assertThat(verdictOf(withHeader(header -> header.put("typ", type)))).isEqualTo("passed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "secevent+jwt", "dpop+jwt", ""})
    void tokensOfOtherTypesAreRefused(String type) {
        assertThat(verdictOf(withHeader(header -> header.put("typ", type)))).isEqualTo("token_type_refused");
    }

    @Test
    void absentTypeCountsAsJwt() {
        assertThat(verdictOf(withHeader(header -> header.remove("typ")))).isEqualTo("passed");
    }

    @Test
    void criticalExtensionIsRefused() {
        assertThat(verdictOf(withHeader(header -> header.put("crit", List.of("exp")))))
                .isEqualTo("token_malformed");
        assertThat(verdictOf(withHeader(header -> header.put("crit", List.of()))))
                .isEqualTo("token_malformed");
    }

    @Test
    void tokenExpiresAtTheEndOfTheSkewAndNotBefore() {
        Instant last = NOW.minus(SKEW);

        assertThat(verdictOf(with(claims -> claims.put("exp", seconds(last) + 1))))
                .isEqualTo("passed");
        assertThat(verdictOf(with(claims -> claims.put("exp", seconds(last))))).isEqualTo("token_expired");
        assertThat(verdictOf(with(claims -> claims.put("exp", seconds(last) + 0.001))))
                .isEqualTo("passed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nbf", "iat"})
    void instantAheadPassesToTheEndOfTheSkewAndNoFurther(String claim) {
        long last = seconds(NOW.plus(SKEW));

        assertThat(verdictOf(with(claims -> claims.put(claim, last)))).isEqualTo("passed");
        assertThat(verdictOf(with(claims -> claims.put(claim, last + 0.5)))).isEqualTo("token_not_yet_valid");
    }

    @Test
    void lifetimeIsBoundedFromIatElseFromNow() {
        long day = Duration.ofHours(24).toSeconds();
        long issued = seconds(NOW.minusSeconds(60));

        assertThat(verdictOf(with(claims -> claims.put("exp", issued + day)))).isEqualTo("passed");
        assertThat(verdictOf(with(claims -> claims.put("exp", issued + day + 1))))
                .isEqualTo("token_lifetime_refused");
        assertThat(verdictOf(with(claims -> {
                    claims.remove("iat");
                    claims.put("exp", seconds(NOW.plus(SKEW)) + day);
                })))
                .isEqualTo("passed");
        assertThat(verdictOf(with(claims -> {
                    claims.remove("iat");
                    claims.put("exp", seconds(NOW.plus(SKEW)) + day + 1);
                })))
                .isEqualTo("token_lifetime_refused");
    }

    @Test
    void tokenWithoutEndIsRefused() {
        assertThat(verdictOf(with(claims -> claims.remove("exp")))).isEqualTo("token_lifetime_refused");
    }

    @Test
    void audienceMatchesOneElementByteForByte() {
        assertThat(verdictOf(with(claims -> claims.put("aud", "api")))).isEqualTo("passed");
        assertThat(verdictOf(with(claims -> claims.put("aud", List.of("x", "api")))))
                .isEqualTo("passed");
        for (Object wrong : Arrays.asList("API", "api ", "apis", "ap", "x api", List.of(), List.of("x"), "")) {
            assertThat(verdictOf(with(claims -> claims.put("aud", wrong))))
                    .as("aud %s", wrong)
                    .isEqualTo("token_audience_refused");
        }
        assertThat(verdictOf(with(claims -> claims.remove("aud")))).isEqualTo("token_audience_refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"iss", "sub", "jti", "sid", "client_id", "exp", "nbf", "iat", "aud", "scope", "scp", "roles"})
    void claimOfAWrongTypeIsRefusedAndNotADefect(String claim) {
        assertThat(verdictOf(with(claims -> claims.put(claim, Map.of("a", 1))))).isEqualTo("token_malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1", "1e30", "\"1893499500\"", "true", "[1893499500]", "99999999999999999999"})
    void oddNumericDateIsRefused(String exp) {
        String payload = "{\"iss\":\"" + TestTokens.ISSUER + "\",\"aud\":\"api\",\"exp\":" + exp + "}";

        assertThat(verdictOf(TestTokens.raw("{\"alg\":\"ES256\"}", payload))).isEqualTo("token_malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1893499500", "1893499500.5", "1.8934995e9"})
    void numericDateMayCarryAFraction(String exp) {
        String payload = "{\"iss\":\"" + TestTokens.ISSUER + "\",\"aud\":\"api\",\"exp\":" + exp + "}";

        assertThat(verdictOf(TestTokens.raw("{\"alg\":\"ES256\"}", payload))).isEqualTo("passed");
    }

    @ParameterizedTest
    @CsvSource({"0, passed", "253402300799, passed", "253402300800, token_malformed"})
    void numericDateLiesBetween1970AndTheYear9999(String sessionExpires, String verdict) {
        String payload = "{\"iss\":\"" + TestTokens.ISSUER + "\",\"aud\":\"api\",\"exp\":1893499500,\"session_exp\":"
                + sessionExpires + "}";

        assertThat(verdictOf(TestTokens.raw("{\"alg\":\"ES256\"}", payload))).isEqualTo(verdict);
    }

    @Test
    void nameThatStandsTwiceIsRefused() {
        String payload =
                "{\"iss\":\"" + TestTokens.ISSUER + "\",\"aud\":\"api\",\"exp\":1893499500,\"exp\":1893499501}";

        assertThat(verdictOf(TestTokens.raw("{\"alg\":\"ES256\"}", payload))).isEqualTo("token_malformed");
    }

    @Test
    void scopesAndRolesAreReadFromEverySpelling() {
        VerifiedToken token = verified(verifier, with(claims -> {
            claims.put("scope", " read  write ");
            claims.put("scp", List.of("pay", "two words"));
            claims.put("roles", "clerk admin");
        }));

        assertThat(token.scopes()).containsExactly("read", "write", "pay", "two words");
        assertThat(token.roles()).containsExactly("clerk", "admin");
    }

    @Test
    void factsForTheRevocationLogComeFromTheVerifiedToken() {
        var facts = verified(verifier, TestTokens.valid()).facts();

        assertThat(facts.issuer()).isEqualTo(TestTokens.ISSUER);
        assertThat(facts.jti()).isEqualTo(TestTokens.JTI);
        assertThat(facts.sid()).isEqualTo("session-1");
        assertThat(facts.subject()).isEqualTo("alice");
        assertThat(facts.clientId()).isEqualTo("first-party");
        assertThat(facts.kid()).isEqualTo("issuer-1");
        assertThat(facts.mintedAt()).isEqualTo(NOW.minusSeconds(60));
        assertThat(facts.signingInputDigest()).hasSize(43);
    }

    @Test
    void digestNamesATokenWhateverItsSignature() {
        Map<String, Object> claims = TestTokens.claims();
        claims.remove("jti");
        Map<String, Object> header = TestTokens.header(TestKeys.ISSUER, "ES256");

        String first = TestTokens.signed(TestKeys.ISSUER, "ES256", header, claims);
        String second = TestTokens.signed(TestKeys.ISSUER, "ES256", header, claims);

        assertThat(first).isNotEqualTo(second); // ECDSA signs with a nonce
        assertThat(verified(verifier, first).facts().signingInputDigest())
                .isEqualTo(verified(verifier, second).facts().signingInputDigest());
    }

    @Test
    void mintInstantIsTheSecondOfIatOrTheMillisecondOfTheJti() {
        byte[] set = TestKeys.set(TestKeys.ISSUER);
        TokenVerifier byIat = trusting(TestVerifiers.minted(MintInstant.IAT), set);
        TokenVerifier byJti = trusting(TestVerifiers.minted(MintInstant.JTI), set);
        long millis = NOW.toEpochMilli() - 123;
        String v7 = String.format("%08x-%04x-7000-8000-000000000000", millis >>> 16, millis & 0xffff);
        String token = with(claims -> {
            claims.put("iat", seconds(NOW) - 0.5);
            claims.put("jti", v7);
        });

        assertThat(verified(byIat, token).facts().mintedAt()).isEqualTo(NOW.minusSeconds(1));
        assertThat(verified(byJti, token).facts().mintedAt()).isEqualTo(Instant.ofEpochMilli(millis));
        assertThat(verified(byJti, with(claims -> claims.put("jti", "no-uuid")))
                        .facts()
                        .mintedAt())
                .isEqualTo(NOW.minusSeconds(60));
        assertThat(verified(byJti, with(claims -> claims.put("jti", v7.replace("-7000-", "-4000-"))))
                        .facts()
                        .mintedAt())
                .isEqualTo(NOW.minusSeconds(60));
        assertThat(verified(byIat, with(claims -> claims.remove("iat"))).facts().mintedAt())
                .isNull();
    }

    @Test
    void verifiedTokenShowsNothingOfItself() {
        assertThat(verified(verifier, TestTokens.valid()).toString()).isEqualTo("VerifiedToken[redacted]");
    }
}

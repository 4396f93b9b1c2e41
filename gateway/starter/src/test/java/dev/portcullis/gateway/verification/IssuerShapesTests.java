package dev.portcullis.gateway.verification;

import static dev.portcullis.gateway.verification.TestTokens.NOW;
import static dev.portcullis.gateway.verification.TestTokens.seconds;
import static dev.portcullis.gateway.verification.TestTokens.with;
import static dev.portcullis.gateway.verification.TestVerifiers.verdict;
import static dev.portcullis.gateway.verification.TestVerifiers.verified;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Issuers of every shape, side by side. */
final class IssuerShapesTests {

    private static final String TEXT = "a secret of sixty-four characters, which is enough for every hash";
    private static final String OTHER_TEXT = "the one before it, of sixty-four characters too, while it rotates";
    private static final OctetSequenceKey SECRET = secret(TEXT);
    private static final IssuerSettings LEGACY = legacy(settings -> {});

    private static OctetSequenceKey secret(String text) {
        return new OctetSequenceKey.Builder(Secret.ofText(text).bytes())
                .keyID("whatever")
                .build();
    }

    private static IssuerSettings legacy(Consumer<TestVerifiers.Settings> difference) {
        return TestVerifiers.with(settings -> {
            settings.name = "legacy";
            settings.issuer = "legacy";
            settings.issuerClaim = IssuerClaim.ABSENT;
            settings.keys = new KeySource.Secrets(List.of(Secret.ofText(OTHER_TEXT), Secret.ofText(TEXT)));
            settings.audiences = Set.of();
            settings.algorithms = Set.of(SignatureAlgorithm.HS256, SignatureAlgorithm.HS512);
            difference.accept(settings);
        });
    }

    /** The issuer of {@link TestTokens} beside others. */
    private static TokenVerifier beside(IssuerSettings... others) {
        List<TrustedIssuer> all = new java.util.ArrayList<>();
        all.add(trusted(TestVerifiers.settings(), TestKeys.ISSUER, TestKeys.RSA));
        for (IssuerSettings other : others) {
            all.add(trusted(other, TestKeys.ROTATED));
        }
        return new TokenVerifier(all, TestVerifiers.cache(), () -> NOW);
    }

    private static TrustedIssuer trusted(IssuerSettings settings, JWK... published) {
        IssuerKeys keys = settings.keys() instanceof KeySource.Secrets
                ? settings.keys().open(settings.name(), TestVerifiers.KEYS, () -> NOW)
                : TestVerifiers.fetched(() -> Mono.just(TestKeys.set(published)), () -> NOW);
        keys.refreshIfDue();
        return new TrustedIssuer(settings, keys);
    }

    private static String legacyToken(JWK key, String algorithm, Consumer<Map<String, Object>> difference) {
        Map<String, Object> claims = TestTokens.claims();
        claims.remove("iss");
        claims.remove("aud");
        difference.accept(claims);
        return TestTokens.signed(key, algorithm, TestTokens.header(key, algorithm), claims);
    }

    @Test
    void everySecretVerifiesWhateverKidTheTokenNames() {
        TokenVerifier verifier = beside(LEGACY);

        assertThat(verdict(verifier, legacyToken(SECRET, "HS256", claims -> {})))
                .isEqualTo("passed");
        assertThat(verdict(verifier, legacyToken(secret(OTHER_TEXT), "HS512", claims -> {})))
                .isEqualTo("passed");
        assertThat(verdict(verifier, legacyToken(secret(TEXT + "!"), "HS256", claims -> {})))
                .isEqualTo("token_signature_invalid");
        assertThat(verdict(verifier, legacyToken(SECRET, "HS384", claims -> {})))
                .isEqualTo("token_algorithm_refused");
    }

    @Test
    void tokenWithoutIssIsOfTheOneIssuerThatSaysSoAndOtherwiseOfNone() {
        String token = legacyToken(SECRET, "HS256", claims -> {});

        assertThat(verdict(beside(LEGACY), token)).isEqualTo("passed");
        assertThat(verdict(beside(legacy(settings -> settings.issuerClaim = IssuerClaim.REQUIRED)), token))
                .isEqualTo("token_issuer_unknown");
    }

    @Test
    void nameThatStandsForAnIssuerIsNotAnIssThatATokenMayCarry() {
        String token = legacyToken(SECRET, "HS256", claims -> claims.put("iss", "legacy"));

        assertThat(verdict(beside(LEGACY), token)).isEqualTo("token_issuer_unknown");
        assertThat(verdict(beside(legacy(settings -> settings.issuerClaim = IssuerClaim.OPTIONAL)), token))
                .isEqualTo("passed");
    }

    @Test
    void tokenWithoutIssIsRevocableUnderWhatStandsForItsIssuer() {
        var facts = verified(beside(LEGACY), legacyToken(SECRET, "HS256", claims -> claims.remove("jti")))
                .facts();

        assertThat(facts.issuer()).isEqualTo("legacy");
        assertThat(facts.jti()).isNull();
        assertThat(facts.kid()).isNull(); // a kid that nobody published is the minter's own word
    }

    @Test
    void keyOfOneIssuerVerifiesForNoOther() {
        TokenVerifier verifier = beside(LEGACY, TestVerifiers.with(settings -> {
            settings.name = "second";
            settings.issuer = "https://second.example/";
        }));
        Consumer<Map<String, Object>> second = claims -> {
            claims.put("iss", "https://second.example/");
            claims.put("aud", "api");
        };

        assertThat(verdict(verifier, legacyToken(TestKeys.ROTATED, "ES256", second)))
                .isEqualTo("passed");
        assertThat(verdict(verifier, legacyToken(TestKeys.ISSUER, "ES256", second)))
                .isEqualTo("token_key_unknown");
        assertThat(verdict(verifier, legacyToken(SECRET, "HS256", second))).isEqualTo("token_algorithm_refused");
        assertThat(verdict(verifier, legacyToken(TestKeys.ISSUER, "ES256", claims -> {})))
                .isEqualTo("token_algorithm_refused");
    }

    @Test
    void audienceIsNotLookedAtWhereNoneIsExpected() {
        IssuerSettings open = TestVerifiers.with(settings -> settings.audiences = Set.of());
        TokenVerifier verifier = TestVerifiers.trusting(open, TestKeys.set(TestKeys.ISSUER));

        assertThat(verdict(verifier, with(claims -> claims.remove("aud")))).isEqualTo("passed");
        assertThat(verdict(verifier, with(claims -> claims.put("aud", "anything"))))
                .isEqualTo("passed");
        assertThat(verdict(verifier, with(claims -> claims.put("aud", 7)))).isEqualTo("token_malformed");
    }

    @Test
    void issuerThatOthersCouldSpeakForIsAdmittedOnlyWhereNamed() {
        assertThat(TestVerifiers.settings().onlyWhereNamed()).isFalse();
        assertThat(TestVerifiers.with(settings -> settings.audiences = Set.of()).onlyWhereNamed())
                .isTrue();
        assertThat(legacy(settings -> settings.audiences = Set.of("api")).onlyWhereNamed())
                .isTrue();
    }

    private static VerifiedToken withRolesAt(List<String> path, Consumer<Map<String, Object>> claims) {
        IssuerSettings settings = TestVerifiers.with(all -> all.rolesClaim = path);
        return verified(TestVerifiers.trusting(settings, TestKeys.set(TestKeys.ISSUER)), with(claims));
    }

    @Test
    void rolesLieAtAPathOrUnderANameWithDots() {
        assertThat(withRolesAt(
                                List.of("realm_access", "roles"),
                                claims -> claims.put("realm_access", Map.of("roles", List.of("clerk", "two words"))))
                        .roles())
                .containsExactly("clerk", "two words");
        assertThat(withRolesAt(
                                List.of("https://example.com/roles"),
                                claims -> claims.put("https://example.com/roles", "clerk admin"))
                        .roles())
                .containsExactly("clerk", "admin");
        assertThat(withRolesAt(List.of("realm_access", "roles"), claims -> {}).roles())
                .isEmpty();
        assertThat(withRolesAt(List.of("a", "roles"), claims -> claims.put("a", Map.of()))
                        .roles())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "number"})
    void wayToTheRolesThatIsNoObjectIsRefused(String kind) {
        IssuerSettings settings = TestVerifiers.with(all -> all.rolesClaim = List.of("a", "roles"));
        TokenVerifier verifier = TestVerifiers.trusting(settings, TestKeys.set(TestKeys.ISSUER));

        assertThat(verdict(verifier, with(claims -> claims.put("a", kind.equals("text") ? "x" : 7))))
                .isEqualTo("token_malformed");
    }

    @Test
    void lifetimeOfALegacyTokenWithoutIatIsBoundedFromNow() {
        TokenVerifier verifier = beside(LEGACY);
        long last = seconds(NOW.plus(TestTokens.SKEW)) + 86_400;

        assertThat(verdict(verifier, legacyToken(SECRET, "HS256", claims -> {
                    claims.remove("iat");
                    claims.put("exp", last);
                })))
                .isEqualTo("passed");
        assertThat(verdict(verifier, legacyToken(SECRET, "HS256", claims -> {
                    claims.remove("iat");
                    claims.put("exp", last + 1);
                })))
                .isEqualTo("token_lifetime_refused");
    }

    @ParameterizedTest
    @EnumSource(
            value = SignatureAlgorithm.class,
            names = {"HS256", "HS384", "HS512"})
    void secretServesTheHashesThatAreNotLongerThanIt(SignatureAlgorithm algorithm) {
        int enough = algorithm.leastSecretBits() / 8;

        assertThat(SignatureAlgorithm.servedBy(Secret.ofText("x".repeat(enough))))
                .contains(algorithm);
        assertThat(SignatureAlgorithm.servedBy(Secret.ofText("x".repeat(enough - 1))))
                .doesNotContain(algorithm);
    }

    @Test
    void secretShowsNothingAndIsComparedByItsBytes() {
        Secret secret = Secret.ofText(TEXT);

        assertThat(secret).hasToString("Secret[redacted]").isEqualTo(Secret.ofText(TEXT));
        assertThat(secret).isNotEqualTo(Secret.ofText(OTHER_TEXT)).hasSameHashCodeAs(Secret.ofText(OTHER_TEXT));
        assertThat(new KeySource.Secrets(List.of(secret)).toString()).doesNotContain(TEXT);
        assertThat(LEGACY.toString()).doesNotContain(TEXT);
        assertThat(Secret.parseBase64Url("AQI=").orElseThrow().bits()).isEqualTo(16);
        assertThat(Secret.parseBase64Url("AQI").orElseThrow().bits()).isEqualTo(16);
        assertThat(Secret.parseBase64Url("+/+/")).isEmpty();
    }

    @Test
    void viewOfSecretsTellsTheirPlacesAlone() {
        KeyView view = trusted(LEGACY).keys().view();

        assertThat(view.source()).isEqualTo("secrets");
        assertThat(view.keys()).extracting(KeyView.Entry::kid).containsExactly("secrets[0]", "secrets[1]");
        assertThat(view.keys().get(0).algorithms()).containsExactly("HS256", "HS384", "HS512");
        assertThat(view.keys().get(0).thumbprint()).isEmpty();
        assertThat(view.toString()).doesNotContain(TEXT);
    }
}

package dev.portcullis.gateway.verification;

import static dev.portcullis.gateway.verification.TestTokens.with;
import static dev.portcullis.gateway.verification.TestVerifiers.KEYS;
import static dev.portcullis.gateway.verification.TestVerifiers.verdict;
import static dev.portcullis.gateway.verification.TestVerifiers.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is remembered of a token that was verified, and what is asked again. */
final class VerifiedTokenCacheTests {

    private static final long MAX_BYTES = 64 * 1_024;

    private final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
    private final AtomicReference<Mono<byte[]>> answer =
            new AtomicReference<>(Mono.just(TestKeys.set(TestKeys.ISSUER, TestKeys.ROTATED)));
    private final IssuerKeys keys = TestVerifiers.fetched(() -> Mono.defer(answer::get), now::get);
    private final TrustedIssuer issuer = new TrustedIssuer(TestVerifiers.settings(), keys);
    private final VerifiedTokenCache cache = new VerifiedTokenCache(MAX_BYTES);
    private final TokenVerifier verifier = new TokenVerifier(List.of(issuer), cache, now::get);

    VerifiedTokenCacheTests() {
        keys.refreshIfDue();
    }

    private void refreshWith(JWK... set) {
        answer.set(Mono.just(TestKeys.set(set)));
        now.updateAndGet(instant -> instant.plus(KEYS.refresh()));
        keys.refreshIfDue();
    }

    private static String longLived() {
        return with(claims -> claims.put("exp", TestTokens.seconds(TestTokens.NOW.plus(Duration.ofHours(20)))));
    }

    @Test
    void tokenIsVerifiedOnceAndThenKnown() {
        String token = TestTokens.valid();
        VerifiedToken first = verified(verifier, token);

        assertThat(verified(verifier, token)).isSameAs(first);
        assertThat(cache.stats().hitCount()).isEqualTo(1);
        assertThat(cache.stats().missCount()).isEqualTo(1);
    }

    @Test
    void knownTokenExpiresAtTheSameInstantAsAnUnknownOne() {
        String token = TestTokens.valid();
        verified(verifier, token);
        Instant end = TestTokens.NOW.plusSeconds(300).plus(TestTokens.SKEW);

        now.set(end.minusMillis(1));
        assertThat(verdict(verifier, token)).isEqualTo("passed");
        now.set(end);
        assertThat(verdict(verifier, token)).isEqualTo("token_expired");
        assertThat(cache.size()).isZero();
    }

    @Test
    void knownTokenIsNotYetValidWhereTheClockIsSetBack() {
        String token = with(claims -> claims.put("nbf", TestTokens.seconds(TestTokens.NOW)));
        verified(verifier, token);

        now.set(TestTokens.NOW.minus(Duration.ofMinutes(10)));
        assertThat(verdict(verifier, token)).isEqualTo("token_not_yet_valid");
    }

    @Test
    void knownTokenFallsWithItsKeyAndThoseOfOtherKeysStay() {
        String withdrawn = longLived();
        String kept = TestTokens.signedBy(TestKeys.ROTATED, "ES256");
        verified(verifier, withdrawn);
        VerifiedToken known = verified(verifier, kept);

        refreshWith(TestKeys.ROTATED);

        assertThat(verdict(verifier, withdrawn)).isEqualTo("token_key_unknown");
        assertThat(verified(verifier, kept)).isSameAs(known);
    }

    @Test
    void otherKeyUnderTheSameNameIsNotTheKeyThatVerified() {
        String token = longLived();
        verified(verifier, token);

        refreshWith(TestKeys.STRANGER);

        assertThat(verdict(verifier, token)).isEqualTo("token_signature_invalid");
        assertThat(cache.size()).isZero();
    }

    @Test
    void keyThatMayNoLongerVerifyTakesItsTokensAlong() {
        String token = longLived();
        verified(verifier, token);

        ECKey forEncryption = new ECKey.Builder(TestKeys.ISSUER)
                .keyUse(com.nimbusds.jose.jwk.KeyUse.ENCRYPTION)
                .build();
        refreshWith(forEncryption, TestKeys.ROTATED);

        assertThat(verdict(verifier, token)).isEqualTo("token_key_unknown");
    }

    @Test
    void knownTokenIsAnsweredWith503BeyondTheLastGoodKeys() {
        String token = longLived();
        verified(verifier, token);
        answer.set(Mono.error(new JwksSource.Unusable("down")));

        now.updateAndGet(instant -> instant.plus(KEYS.keepLastGood()));
        assertThat(verdict(verifier, token)).isEqualTo("passed");
        now.updateAndGet(instant -> instant.plusMillis(1));
        assertThat(verdict(verifier, token)).isEqualTo("keys_unavailable");
    }

    @Test
    void whatIsRefusedTakesNoPlace() {
        verdict(verifier, TestTokens.signedByStranger());
        verdict(verifier, TestTokens.expired());
        verdict(verifier, with(claims -> claims.put("aud", "other")));
        verdict(verifier, TestTokens.withHeader(header -> header.put("kid", "nobody")));
        verdict(verifier, "a.b.c");

        assertThat(cache.size()).isZero();
        verdict(verifier, TestTokens.valid());
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void refusalsEvictNothing() {
        String good = TestTokens.valid();
        VerifiedToken known = verified(verifier, good);
        String stranger = TestTokens.signedByStranger();
        String unsigned = stranger.substring(0, stranger.length() - 8);
        for (int i = 0; i < 2_000; i++) {
            verdict(verifier, unsigned + String.format("%08d", i)); // a distinct text each time
        }

        assertThat(verified(verifier, good)).isSameAs(known);
        assertThat(cache.stats().evictionCount()).isZero();
    }

    @Test
    void weightIsBoundedAndCountsTheClaims() {
        VerifiedTokenCache.Entry plain = entry("x");
        VerifiedTokenCache.Entry large = entry("x".repeat(4_000));

        assertThat(large.bytes() - plain.bytes()).isBetween(3_900, 2 * 4_096);
        for (int i = 0; i < 500; i++) {
            cache.keep(new TokenDigest(i, 0, 0, 0), large);
            assertThat(cache.bytes()).isLessThanOrEqualTo(MAX_BYTES);
        }
        assertThat(cache.bytes()).isGreaterThan(MAX_BYTES / 2);
        assertThat(cache.stats().evictionCount()).isPositive();
    }

    private VerifiedTokenCache.Entry entry(String text) {
        VerifiedToken token = verified(
                new TokenVerifier(List.of(issuer), new VerifiedTokenCache(0), now::get),
                with(claims -> claims.put("text", text)));
        return new VerifiedTokenCache.Entry(
                token,
                KeySet.parse(TestKeys.set(TestKeys.ISSUER)).orElseThrow().keys().get(0),
                issuer);
    }

    @Test
    void cacheOfNoSizeKeepsNothing() {
        VerifiedTokenCache none = new VerifiedTokenCache(0);
        TokenVerifier forgetful = new TokenVerifier(List.of(issuer), none, now::get);
        String token = TestTokens.valid();

        assertThat(verified(forgetful, token)).isNotSameAs(verified(forgetful, token));
        assertThat(none.bytes()).isZero();
    }

    @Test
    void requestsOfOneTokenCannotChangeWhatTheNextOneSees() {
        String token = with(claims -> claims.put("tenant", Map.of("ids", List.of(1, 2))));
        Object tenant = verified(verifier, token).claim("tenant");

        assertThat(tenant).isInstanceOfSatisfying(Map.class, map -> {
            assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
            assertThat(map.get("ids"))
                    .isInstanceOfSatisfying(
                            List.class,
                            list -> assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class));
        });
    }

    @Test
    void metersTellOfKeysAndCache() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        VerificationMeters bound = new VerificationMeters(meters, now::get);
        bound.bind(issuer);
        bound.bind(cache);
        String token = TestTokens.valid();
        verified(verifier, token);
        verified(verifier, token);
        now.updateAndGet(instant -> instant.plusSeconds(7));

        assertThat(meters.get("portcullis.gateway.token.cache.requests")
                        .tag("result", "hit")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("portcullis.gateway.token.cache.entries").gauge().value())
                .isEqualTo(1);
        assertThat(meters.get("portcullis.gateway.token.cache.size").gauge().value())
                .isGreaterThan(1_000);
        assertThat(meters.get("portcullis.gateway.keys.loads")
                        .tags("issuer", "main", "outcome", "success")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(meters.get("portcullis.gateway.keys.usable").gauge().value()).isEqualTo(2);
        assertThat(meters.get("portcullis.gateway.keys.age").timeGauge().value(java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo(7);
    }
}

package dev.portcullis.gateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a dashboard sees of the keys of an issuer and of the cache of verified tokens. */
final class VerificationMetersTests {

    private static final long MAX_BYTES = 8_192;

    private final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
    private final AtomicReference<Mono<byte[]>> answer = new AtomicReference<>(Mono.empty());
    private final IssuerKeys keys = TestVerifiers.fetched(() -> Mono.defer(answer::get), now::get);
    private final VerifiedTokenCache cache = new VerifiedTokenCache(MAX_BYTES);
    private final TrustedIssuer issuer = new TrustedIssuer(TestVerifiers.settings(), keys);
    private final TokenVerifier verifier = new TokenVerifier(List.of(issuer), cache, () -> TestTokens.NOW);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    VerificationMetersTests() {
        VerificationMeters bound = new VerificationMeters(meters, now::get);
        bound.bind(issuer);
        bound.bind(cache);
    }

    private void load(Mono<byte[]> next) {
        answer.set(next);
        keys.refreshIfDue();
        now.updateAndGet(instant -> instant.plus(Duration.ofHours(1)));
    }

    private RequiredSearch ofKeys(String name) {
        return meters.get("portcullis.gateway.keys." + name).tag("issuer", "main");
    }

    private double loads(String outcome) {
        return ofKeys("loads").tag("outcome", outcome).functionCounter().count();
    }

    private RequiredSearch ofCache(String name) {
        return meters.get("portcullis.gateway.token.cache." + name);
    }

    private double requests(String result) {
        return ofCache("requests").tag("result", result).functionCounter().count();
    }

    @Test
    void loadsAreCountedByTheirOutcome() {
        load(Mono.just(TestKeys.set(TestKeys.ISSUER)));
        load(Mono.error(new JwksSource.Unusable("down")));
        load(Mono.error(new JwksSource.Unusable("down")));

        assertThat(loads("success")).isEqualTo(1);
        assertThat(loads("failure")).isEqualTo(2);
    }

    @Test
    void usableAndSkippedEntriesOfTheSetAreCounted() {
        load(Mono.just(TestKeys.entries(
                TestKeys.ISSUER.toPublicJWK().toJSONString(),
                TestKeys.ROTATED.toPublicJWK().toJSONString(),
                "{}")));

        assertThat(ofKeys("usable").gauge().value()).isEqualTo(2);
        assertThat(ofKeys("skipped").gauge().value()).isEqualTo(1);
    }

    @Test
    void ageOfKeysThatNeverCameIsNoNumber() {
        assertThat(ofKeys("age").timeGauge().value(TimeUnit.SECONDS)).isNaN();

        load(Mono.just(TestKeys.set(TestKeys.ISSUER)));
        assertThat(ofKeys("age").timeGauge().value(TimeUnit.SECONDS)).isEqualTo(3_600);
    }

    @Test
    void lookUpsAreCountedByTheirResult() {
        load(Mono.just(TestKeys.set(TestKeys.ISSUER)));
        String token = TestTokens.valid();
        TestVerifiers.verified(verifier, token);
        TestVerifiers.verified(verifier, token);
        TestVerifiers.verified(verifier, token);

        assertThat(requests("miss")).isEqualTo(1);
        assertThat(requests("hit")).isEqualTo(2);
    }

    @Test
    void sizeAndEvictionsOfTheCacheAreToldAsTheyAre() {
        load(Mono.just(TestKeys.set(TestKeys.ISSUER)));
        for (int i = 0; i < 20; i++) {
            TestVerifiers.verified(verifier, TestTokens.valid());
        }
        double entries = ofCache("entries").gauge().value();

        assertThat(entries).isBetween(1.0, 19.0);
        assertThat(ofCache("evictions").functionCounter().count()).isEqualTo(20 - entries);
        assertThat(ofCache("size").gauge().value()).isBetween(entries * 1_024, (double) MAX_BYTES);
    }
}

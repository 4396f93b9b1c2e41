package dev.portcullis.gateway.verification;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** What is counted in this room. Read when someone looks, so that a request pays nothing for it. */
public final class VerificationMeters {

    private static final String KEYS = "portcullis.gateway.keys.";
    private static final String CACHE = "portcullis.gateway.token.cache.";

    private final MeterRegistry meters;
    private final InstantSource clock;

    public VerificationMeters(MeterRegistry meters, InstantSource clock) {
        this.meters = meters;
        this.clock = clock;
    }

    /** Loads, number and age of the keys of an issuer. */
    public void bind(TrustedIssuer issuer) {
        String name = issuer.settings().name();
        IssuerKeys keys = issuer.keys();
        loads(name, keys, "success", view -> view.loads().succeeded());
        loads(name, keys, "failure", view -> view.loads().failed());
        Gauge.builder(KEYS + "usable", keys, all -> all.view().keys().size())
                .description("Keys of the issuer that may verify")
                .tag("issuer", name)
                .register(meters);
        Gauge.builder(KEYS + "skipped", keys, all -> all.view().skipped().size())
                .description("Entries of the key set that may not verify")
                .tag("issuer", name)
                .register(meters);
        TimeGauge.builder(KEYS + "age", keys, TimeUnit.MILLISECONDS, this::ageInMillis)
                .description("Time since the key set was last loaded well")
                .tag("issuer", name)
                .register(meters);
    }

    private void loads(String name, IssuerKeys keys, String outcome, ToDoubleFunction<KeyView> count) {
        FunctionCounter.builder(KEYS + "loads", keys, all -> count.applyAsDouble(all.view()))
                .description("Loads of the issuer's key set")
                .tag("issuer", name)
                .tag("outcome", outcome)
                .register(meters);
    }

    private double ageInMillis(IssuerKeys keys) {
        return keys.view()
                .loadedAt()
                .map(loaded ->
                        (double) Duration.between(loaded, clock.instant()).toMillis())
                .orElse(Double.NaN);
    }

    /** Hits, misses, evictions and size of the cache. */
    public void bind(VerifiedTokenCache cache) {
        requests(cache, "hit", all -> all.stats().hitCount());
        requests(cache, "miss", all -> all.stats().missCount());
        FunctionCounter.builder(CACHE + "evictions", cache, all -> all.stats().evictionCount())
                .description("Verified tokens that gave way to others")
                .register(meters);
        Gauge.builder(CACHE + "entries", cache, VerifiedTokenCache::size)
                .description("Verified tokens in the cache")
                .register(meters);
        Gauge.builder(CACHE + "size", cache, VerifiedTokenCache::bytes)
                .description("About how much heap the verified tokens take")
                .baseUnit("bytes")
                .register(meters);
    }

    private void requests(VerifiedTokenCache cache, String result, ToDoubleFunction<VerifiedTokenCache> count) {
        FunctionCounter.builder(CACHE + "requests", cache, count)
                .description("Look-ups of a token among the verified ones")
                .tag("result", result)
                .register(meters);
    }
}

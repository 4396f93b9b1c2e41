package dev.portcullis.auth.revocation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * How far the database's clock is from this instance's. What the service dates it dates by the database's; whoever judges a
 * date, a gateway or Redis, does so by a clock of its own.
 */
final class ClockGap {

    /** As much as a gateway forgives unless told otherwise. */
    static final Duration TOLERATED = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(ClockGap.class);

    private final Supplier<Mono<Long>> databaseMillis;
    private final InstantSource clock;
    private volatile long aheadMillis;
    private volatile boolean wide;

    ClockGap(Supplier<Mono<Long>> databaseMillis, InstantSource clock, MeterRegistry meters) {
        this.databaseMillis = databaseMillis;
        this.clock = clock;
        Gauge.builder("portcullis.auth.database.clock.ahead", this, gap -> gap.aheadMillis / 1000.0)
                .description(
                        "By how much the database's clock is ahead of this instance's, negative where it is behind")
                .baseUnit("seconds")
                .register(meters);
    }

    /** Looks once, and tells of a change. Fails as the database does. */
    Mono<Void> look() {
        return Mono.defer(() -> {
                    long asked = clock.millis();
                    return databaseMillis.get().doOnNext(there -> found(there - (asked + clock.millis()) / 2));
                })
                .then();
    }

    private void found(long ahead) {
        aheadMillis = ahead;
        boolean now = Math.abs(ahead) > TOLERATED.toMillis();
        if (now && !wide) {
            LOG.warn(
                    "The database's clock is {} s {} this instance's. Tokens and revocations are dated by the database;"
                            + " what is over is kept until both clocks say so.",
                    Math.abs(ahead) / 1000,
                    ahead > 0 ? "ahead of" : "behind");
        } else if (!now && wide) {
            LOG.info("The database's clock agrees with this instance's again.");
        }
        wide = now;
    }
}

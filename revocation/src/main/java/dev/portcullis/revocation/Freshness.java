package dev.portcullis.revocation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The newest proof a gateway holds, and whether it is still young enough (rules G3 and G4). Safe for any thread; does
 * not block.
 */
public final class Freshness implements ProofSink {

    private final Duration maxStaleness;
    private final TwinClock clock;
    private final AtomicReference<@Nullable Proof> newest = new AtomicReference<>();

    /** A gateway that holds no proof yet. */
    public Freshness(Duration maxStaleness, TwinClock clock) {
        this.maxStaleness = maxStaleness;
        this.clock = clock;
    }

    /**
     * Takes a proof in. Neither floor nor epoch ever goes down: a list that fell back, on a master that resynchronised
     * with a lagging one, must not talk the gateway into reading less than it has already seen proved.
     */
    @Override
    public void accept(Proof proof) {
        newest.accumulateAndGet(proof, Freshness::later);
    }

    private static Proof later(@Nullable Proof held, Proof proof) {
        if (held == null || proof.epoch() > held.epoch()) {
            return proof;
        }
        if (proof.epoch() < held.epoch()
                || proof.asOf().elapsedSince(held.asOf()).isZero()) {
            return held;
        }
        return new Proof(proof.asOf(), proof.epoch(), Math.max(held.floor(), proof.floor()));
    }

    /** The proof to read under, or empty where there is none young enough: nothing can be told then. */
    public Optional<Proof> current() {
        Proof held = newest.get();
        return held != null && age(held).compareTo(maxStaleness) <= 0 ? Optional.of(held) : Optional.empty();
    }

    /** How long ago the newest proof was true; empty where there has never been one. */
    public Optional<Duration> staleness() {
        return Optional.ofNullable(newest.get()).map(this::age);
    }

    private Duration age(Proof proof) {
        return clock.read().elapsedSince(proof.asOf());
    }
}

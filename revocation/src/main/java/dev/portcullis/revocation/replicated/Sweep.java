package dev.portcullis.revocation.replicated;

import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.memory.Expiry;
import java.time.Duration;

/** What is over: no token that an entry covers can be alive any more. */
final class Sweep {

    /** Clocks differ and jump, and an entry that stays too long costs 60 bytes; one that goes too early, a logout. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private Sweep() {}

    /**
     * The time to sweep by: no more than has passed since the start by either clock. A wall clock that is stepped forwards
     * for a minute must not take what a token needs that lives again once it is stepped back.
     */
    static long time(Reading started, Reading now) {
        long passed = (now.monotonicNanos() - started.monotonicNanos()) / 1_000_000;
        return Math.min(now.wallMillis(), started.wallMillis() + passed);
    }

    /**
     * At that time of the wall clock.
     *
     * @param horizon how long a token may live at most
     */
    static Expiry at(long wallMillis, Duration horizon) {
        long reference = wallMillis - MARGIN.toMillis();
        long cutOffs = reference - horizon.toMillis();
        return (mark, score) -> Covered.Kind.of(mark)
                .map(kind -> score < (kind.upToAnInstant() ? cutOffs : reference))
                .orElse(false);
    }
}

package dev.portcullis.revocation;

import java.time.Clock;
import java.time.Duration;

/**
 * A wall clock and a monotonic one, read together.
 *
 * <p>Neither is enough to bound an age: the monotonic one may stand still while the host is suspended, the wall clock
 * is stepped back by an operator. Whichever saw more time pass is believed.
 */
public interface TwinClock {

    /** What both clocks say now. Does not block. */
    Reading read();

    /** The clocks of this machine. */
    static TwinClock system(Clock wall) {
        return () -> new Reading(System.nanoTime(), wall.millis());
    }

    /**
     * One reading of both.
     *
     * @param monotonicNanos meaningful only as a difference
     * @param wallMillis since the epoch
     */
    record Reading(long monotonicNanos, long wallMillis) {

        /** The larger of the two differences, never negative. */
        public Duration elapsedSince(Reading earlier) {
            Duration monotonic = Duration.ofNanos(monotonicNanos - earlier.monotonicNanos);
            Duration wall = Duration.ofMillis(wallMillis - earlier.wallMillis);
            Duration larger = monotonic.compareTo(wall) >= 0 ? monotonic : wall;
            return larger.isNegative() ? Duration.ZERO : larger;
        }
    }
}

package dev.portcullis.auth.revocation;

import dev.portcullis.revocation.LogEntry;
import java.time.Duration;

/**
 * An entry to be recorded.
 *
 * @param kind the kind's wire word
 * @param issuer whose tokens
 * @param name see {@link Revocation#name()}
 * @param member see {@link dev.portcullis.revocation.Covered#member()}
 * @param score see {@link LogEntry#score()}
 * @param expiresAt when nobody needs it any more, in milliseconds
 * @param reason for administrators
 */
record NewEntry(String kind, String issuer, String name, String member, long score, long expiresAt, String reason) {

    /** To whole ones an end that nobody knows is rounded up: repeats within one are one entry, however many come. */
    private static final long GRAIN_MILLIS = Duration.ofMinutes(1).toMillis();

    /**
     * Of a revocation at {@code now}, by the database's clock. What is known to end later than the horizon keeps that end:
     * such an entry's score is its own end, and no copy drops it earlier.
     */
    static NewEntry of(Revocation wanted, long now, Duration horizon) {
        boolean cutOff = wanted.covered().kind().upToAnInstant();
        long unknown = now + horizon.toMillis();
        long until = cutOff ? unknown : wanted.until().orElse(roundedUp(unknown));
        return new NewEntry(
                wanted.covered().kind().word(),
                wanted.covered().issuer(),
                wanted.name(),
                wanted.covered().member(),
                cutOff ? now : until,
                until,
                wanted.reason());
    }

    private static long roundedUp(long millis) {
        return (millis + GRAIN_MILLIS - 1) / GRAIN_MILLIS * GRAIN_MILLIS;
    }

    /** Takes back what {@code entry} and those before it revoked. Needed no longer than they are, which pruning sees to. */
    static NewEntry lifting(Entry entry, long now) {
        return new NewEntry(entry.kind(), entry.issuer(), entry.name(), entry.member(), LogEntry.LIFT, now, "");
    }
}

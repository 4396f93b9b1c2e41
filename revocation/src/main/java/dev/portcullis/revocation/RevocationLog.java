package dev.portcullis.revocation;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The source of truth, which the copies are made from: the auth service's database.
 *
 * <p>The methods do not block; what they return may fail with whatever the database says, and waits no longer than the
 * implementation's own time-out.
 */
public interface RevocationLog {

    /**
     * Where the log ends now. Never empty. Must be linearizable (rule D2): it is read after the subscription, from the
     * primary, and sees every commit that had been answered by then.
     */
    Mono<LogHead> head();

    /** The same head, and where the log begins at that instant. Never empty. A log that prunes must override it. */
    default Mono<LogSpan> span() {
        return head().map(head -> new LogSpan(LogBase.GENESIS, head));
    }

    /**
     * Up to {@code limit} entries that follow {@code number}, in order and without a gap. Empty at the end. Where the next
     * one has been pruned they begin later: whoever goes on from {@code number} has to look at the first one's number.
     */
    Flux<LogEntry> after(long number, int limit);

    /**
     * Gives up the history that {@code epoch} names, or an older one: the same entries go on under a higher epoch, so
     * that no copy of the old one counts any more. Does nothing where the log's epoch is above it already.
     */
    Mono<Void> raiseEpochAbove(long epoch);
}

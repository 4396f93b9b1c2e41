package dev.portcullis.revocation.feed;

import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One answer of the feed (rule E1).
 *
 * @param head where the database ended after the question had come in
 * @param horizon how long an entry may live at most; a gateway that admits longer-lived tokens must not start
 * @param base where the log begins, only where the question lies before it: what is missing up to there has expired, and
 *     the entries go on from its number and chain
 * @param entries what follows the number that was asked for, or the base, in order and without a gap; not necessarily up
 *     to the head
 */
public record FeedPage(LogHead head, Duration horizon, Optional<LogBase> base, List<LogEntry> entries) {

    /** How many entries a page holds at most. */
    public static final int MOST_ENTRIES = 1_000;

    public FeedPage {
        entries = List.copyOf(entries);
    }

    /** A page for who asked from the base or beyond. */
    public FeedPage(LogHead head, Duration horizon, List<LogEntry> entries) {
        this(head, horizon, Optional.empty(), entries);
    }
}

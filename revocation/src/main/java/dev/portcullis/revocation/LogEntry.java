package dev.portcullis.revocation;

/**
 * One entry of the log, as every copy holds it.
 *
 * @param number its place in the one gap-free sequence, from 1
 * @param member what it covers, see {@link Covered#member()}
 * @param score milliseconds since the epoch: for a {@linkplain Covered.Kind#upToAnInstant() cut-off} the instant up to
 *     which it covers, for the rest until when it matters; 0 lifts what all entries before this one revoked of the member
 * @param chain the hash over this entry and all before it
 */
public record LogEntry(long number, String member, long score, Chain chain) {

    /** The score of an entry that lifts. No revocation has it: it would cover nothing. */
    public static final long LIFT = 0;

    /** Numbers start at 1. */
    public LogEntry {
        if (number < 1) {
            throw new IllegalArgumentException("An entry's number starts at 1.");
        }
    }

    /** Whether this takes back what the entries before it say of its member. */
    public boolean lifts() {
        return score == LIFT;
    }

    /** The entry that comes next after a log that ends at {@code head}. */
    public static LogEntry after(LogHead head, String member, long score) {
        long number = head.number() + 1;
        return new LogEntry(number, member, score, head.chain().next(number, member, score));
    }
}

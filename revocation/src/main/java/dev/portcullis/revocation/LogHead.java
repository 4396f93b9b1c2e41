package dev.portcullis.revocation;

/**
 * Where a log ends.
 *
 * @param epoch which history the numbers belong to; raised when a history is given up, never lowered
 * @param number the last entry's number, 0 for an empty log
 * @param chain the last entry's chain
 */
public record LogHead(long epoch, long number, Chain chain) {

    /** The head once {@code entry} has been added. */
    public LogHead plus(LogEntry entry) {
        return new LogHead(epoch, entry.number(), entry.chain());
    }
}

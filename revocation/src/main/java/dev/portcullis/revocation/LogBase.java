package dev.portcullis.revocation;

/**
 * Where a log begins: entries up to here have been pruned, because everything they covered has expired.
 *
 * @param number the last pruned entry's number, 0 where none has been
 * @param chain the chain at that number, from which the first entry that is kept goes on
 */
public record LogBase(long number, Chain chain) {

    /** The base of a log from which nothing has been pruned. */
    public static final LogBase GENESIS = new LogBase(0, Chain.GENESIS);

    /** A base is never before the first entry. */
    public LogBase {
        if (number < 0) {
            throw new IllegalArgumentException("A base starts at 0.");
        }
    }

    /** The head of a log of that epoch which holds nothing yet. */
    public LogHead emptyLog(long epoch) {
        return new LogHead(epoch, number, chain);
    }
}

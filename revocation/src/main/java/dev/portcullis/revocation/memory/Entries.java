package dev.portcullis.revocation.memory;

/**
 * The scores of all members that a copy of the log holds. Any thread may read, without waiting; one at a time writes.
 */
public interface Entries {

    /** No entry of that member. */
    long ABSENT = Shard.ABSENT;

    /** For who follows the log and keeps nothing of it: holds no member, whatever is put. */
    Entries NONE = new NoEntries();

    /** The score of a member, or {@link #ABSENT}. Does not block. */
    long scoreOf(String member);

    /**
     * Adds a member, or raises its score; a lower one changes nothing, as in Redis. The writer's alone.
     *
     * @throws IllegalArgumentException where the text is no member or the number no score
     */
    void put(String member, long score);

    /**
     * Takes a member away, whether or not it is there. The writer's alone.
     *
     * @throws IllegalArgumentException where the text is no member
     */
    void lift(String member);

    /**
     * Leaves out what is over, in one part of the table; parts are counted from 0 to {@link #parts()} − 1 so that a
     * sweep can be spread over time. The writer's alone.
     */
    void sweep(int part, Expiry expiry);

    /** How many parts a sweep has. */
    int parts();

    /** How many members there are. For any thread. */
    long size();
}

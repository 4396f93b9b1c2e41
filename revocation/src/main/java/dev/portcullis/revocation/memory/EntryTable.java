package dev.portcullis.revocation.memory;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The scores of all members that the log holds.
 *
 * <p>Any thread may read, without a lock and without waiting; one thread at a time writes. A reader that starts after a
 * {@link #put} has returned, seen through whatever published that fact, finds the entry.
 */
public final class EntryTable implements Entries {

    /** Scores are milliseconds since the epoch, and exact as the {@code double} that Redis keeps. */
    private static final long HIGHEST_SCORE = 1L << 53;

    /** Small enough that growing one copies a few hundred kilobytes at most when there are ten million entries. */
    private static final int SHARDS = 1_024;

    private static final int SHARD_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(SHARDS);
    private static final int FEWEST_SLOTS = 4;

    private final AtomicReferenceArray<Shard> shards = new AtomicReferenceArray<>(SHARDS);
    private volatile long size;

    /** An empty one. */
    public EntryTable() {
        for (int i = 0; i < SHARDS; i++) {
            shards.set(i, Shard.EMPTY);
        }
    }

    @Override
    public long scoreOf(String member) {
        return scoreOf(MemberKey.of(member));
    }

    long scoreOf(MemberKey key) {
        return shards.getAcquire(shardOf(key)).scoreOf(key);
    }

    @Override
    public void put(String member, long score) {
        put(MemberKey.of(member), score);
    }

    void put(MemberKey key, long score) {
        if (score < 0 || score > HIGHEST_SCORE) {
            throw new IllegalArgumentException("A score is a count of milliseconds since the epoch.");
        }
        int index = shardOf(key);
        Shard shard = shards.getPlain(index);
        if (shard.isFull()) {
            shard = shard.copy(grown(shard.slots()), (kind, any) -> false);
            shards.setRelease(index, shard);
        }
        if (shard.put(key, score)) {
            grow(1);
        }
    }

    @Override
    public void lift(String member) {
        MemberKey key = MemberKey.of(member);
        if (shards.getPlain(shardOf(key)).lift(key)) {
            grow(-1);
        }
    }

    @Override
    public void sweep(int part, Expiry expiry) {
        Shard shard = shards.getPlain(part);
        int over = shard.over(expiry);
        if (over > 0 || shard.hasLifted()) {
            shards.setRelease(part, shard.copy(slotsFor(shard.living() - over), expiry));
            grow(-over);
        }
    }

    @Override
    public int parts() {
        return SHARDS;
    }

    @Override
    public long size() {
        return size;
    }

    /** Bytes of the arrays that hold the entries. For any thread; walks over the parts. */
    public long bytes() {
        long bytes = 0;
        for (int i = 0; i < SHARDS; i++) {
            bytes += shards.getAcquire(i).slots() * (long) (5 * Long.BYTES + 1);
        }
        return bytes;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    private void grow(int by) {
        size += by;
    }

    /** By a fifth: doubling would leave the table more than half empty right after it. */
    private static int grown(int slots) {
        return Math.max(FEWEST_SLOTS, slots + slots / 5 + 1);
    }

    private static int slotsFor(int entries) {
        return entries == 0 ? 0 : Math.max(FEWEST_SLOTS, (int) (entries / 0.75) + 1);
    }

    private static int shardOf(MemberKey key) {
        return (int) (key.first() >>> SHARD_SHIFT);
    }
}

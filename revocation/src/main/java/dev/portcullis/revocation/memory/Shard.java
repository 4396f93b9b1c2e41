package dev.portcullis.revocation.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A part of the table: open addressing, one writer, any number of readers.
 *
 * <p>Of each slot one byte says whether it is taken and holds seven bits of the hash, so that a search walks over
 * neighbouring bytes and touches the long words only where they will very likely match. A reader that sees the byte sees
 * the words too, because the writer puts it there last (release, acquire). A slot that is taken stays taken by the same
 * member for the life of the shard; what is to be removed is left out of the next shard.
 */
final class Shard {

    /** No entry of that member. */
    static final long ABSENT = -1;

    static final Shard EMPTY = new Shard(0);

    /** Four words of the hash, then the kind and the score. */
    private static final int WORDS = 5;

    private static final int STATE = 4;

    /** Beyond it a search for what is not there, the common one, walks far. */
    private static final double FULL = 0.8;

    private static final int SCORE_BITS = 56;
    private static final long SCORE_MASK = (1L << SCORE_BITS) - 1;

    /** Above every score: the member's slot is kept, because a reader may be on its way over it, but it covers nothing. */
    private static final long LIFTED = SCORE_MASK;

    private static final VarHandle TAG = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

    private final byte[] tags;
    private final long[] words;
    private int taken;
    private int lifted;

    Shard(int slots) {
        this.tags = new byte[slots];
        this.words = new long[Math.multiplyExact(slots, WORDS)];
    }

    /** The score, or {@link #ABSENT}. For any thread. */
    long scoreOf(MemberKey key) {
        int slot = find(key);
        if (slot < 0) {
            return ABSENT;
        }
        long score = (long) WORD.getAcquire(words, slot * WORDS + STATE) & SCORE_MASK;
        return score == LIFTED ? ABSENT : score;
    }

    /** Its slot, or the complement of the free one where it would go. There is always a free one, or none at all. */
    private int find(MemberKey key) {
        if (tags.length == 0) {
            return ~0;
        }
        byte tag = tagOf(key);
        int slot = homeOf(key);
        while (true) {
            byte there = (byte) TAG.getAcquire(tags, slot);
            if (there == 0) {
                return ~slot;
            }
            if (there == tag && holds(slot, key)) {
                return slot;
            }
            slot = slot + 1 == tags.length ? 0 : slot + 1;
        }
    }

    private boolean holds(int slot, MemberKey key) {
        int at = slot * WORDS;
        return words[at] == key.first()
                && words[at + 1] == key.second()
                && words[at + 2] == key.third()
                && words[at + 3] == key.fourth()
                && kindOf((long) WORD.getAcquire(words, at + STATE)) == key.kind();
    }

    /** Whether one more entry would make searches long. */
    boolean isFull() {
        return taken + 1 > tags.length * FULL;
    }

    /** The writer's alone. Whether the member is new; of two scores the higher stays, because it covers more. */
    boolean put(MemberKey key, long score) {
        int slot = find(key);
        if (slot < 0) {
            take(~slot, key, score);
            return true;
        }
        int at = slot * WORDS + STATE;
        long held = words[at] & SCORE_MASK;
        boolean isNew = held == LIFTED;
        if (isNew || score > held) {
            WORD.setRelease(words, at, stateOf(key.kind(), score));
        }
        lifted -= isNew ? 1 : 0;
        return isNew;
    }

    /** The writer's alone: the member covers nothing any more. Whether it covered something. */
    boolean lift(MemberKey key) {
        int slot = find(key);
        int at = slot * WORDS + STATE;
        if (slot < 0 || (words[at] & SCORE_MASK) == LIFTED) {
            return false;
        }
        WORD.setRelease(words, at, stateOf(key.kind(), LIFTED));
        lifted++;
        return true;
    }

    private void take(int slot, MemberKey key, long score) {
        int at = slot * WORDS;
        words[at] = key.first();
        words[at + 1] = key.second();
        words[at + 2] = key.third();
        words[at + 3] = key.fourth();
        words[at + STATE] = stateOf(key.kind(), score);
        TAG.setRelease(tags, slot, tagOf(key));
        taken++;
    }

    /** The writer's alone: another shard of that many slots with the entries that stay. */
    Shard copy(int slots, Expiry expiry) {
        Shard copy = new Shard(slots);
        for (int slot = 0; slot < tags.length; slot++) {
            int at = slot * WORDS;
            long state = words[at + STATE];
            if (tags[slot] != 0 && !isLifted(state) && !isOver(state, expiry)) {
                copy.put(
                        new MemberKey(kindOf(state), words[at], words[at + 1], words[at + 2], words[at + 3]),
                        state & SCORE_MASK);
            }
        }
        return copy;
    }

    /** How many members cover something. */
    int living() {
        return taken - lifted;
    }

    boolean hasLifted() {
        return lifted > 0;
    }

    int slots() {
        return tags.length;
    }

    /** How many entries are over. */
    int over(Expiry expiry) {
        int over = 0;
        for (int slot = 0; slot < tags.length; slot++) {
            long state = words[slot * WORDS + STATE];
            if (tags[slot] != 0 && !isLifted(state) && isOver(state, expiry)) {
                over++;
            }
        }
        return over;
    }

    private static boolean isLifted(long state) {
        return (state & SCORE_MASK) == LIFTED;
    }

    private static boolean isOver(long state, Expiry expiry) {
        return expiry.isOver((char) kindOf(state), state & SCORE_MASK);
    }

    private static long stateOf(byte kind, long score) {
        return (long) kind << SCORE_BITS | score;
    }

    private static byte kindOf(long state) {
        return (byte) (state >>> SCORE_BITS);
    }

    /** Never 0, which marks a free slot. */
    private static byte tagOf(MemberKey key) {
        return (byte) (key.fourth() | 0x80);
    }

    /** The upper half of a product spreads a hash over any number of slots, so that growth need not double. */
    private int homeOf(MemberKey key) {
        return (int) ((key.second() >>> 32) * tags.length >>> 32);
    }
}

package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.memory.Entries;

/** A prefix of the log: its entries, and where it ends. It only grows (rule F1, I4). */
final class Copy {

    private final Entries entries;
    private LogHead head;

    Copy(Entries entries, LogHead head) {
        this.entries = entries;
        this.head = head;
    }

    /** Rule F1. The chain is computed, not believed: only then does an entry vouch for all before it. */
    Taken take(long epoch, LogEntry entry) {
        if (epoch < head.epoch() || (epoch == head.epoch() && entry.number() <= head.number())) {
            return Taken.KNOWN;
        }
        boolean follows = epoch == head.epoch()
                && entry.number() == head.number() + 1
                && entry.chain().equals(head.chain().next(entry.number(), entry.member(), entry.score()));
        if (!follows || !hold(entry)) {
            return Taken.GAP;
        }
        head = head.plus(entry);
        return Taken.APPLIED;
    }

    private boolean hold(LogEntry entry) {
        try {
            if (entry.lifts()) {
                entries.lift(entry.member());
            } else {
                entries.put(entry.member(), entry.score());
            }
            return true;
        } catch (IllegalArgumentException foreign) {
            return false; // nothing that we wrote
        }
    }

    Entries entries() {
        return entries;
    }

    LogHead head() {
        return head;
    }

    /** Whether this may take the place of {@code other} without a step back. */
    boolean reaches(Copy other) {
        return head.epoch() > other.head.epoch()
                || (head.epoch() == other.head.epoch() && head.number() >= other.head.number());
    }

    /** What became of an entry that was offered. */
    enum Taken {
        APPLIED,
        /** Held already, or of a history that was given up. */
        KNOWN,
        /** It does not follow what is held. */
        GAP
    }
}

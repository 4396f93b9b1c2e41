package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.ListState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The sorted set of one list.
 *
 * @param nonce {@code null} while it is being built
 * @param entries in the order in which they came
 */
public record ListCopy(
        LogHead head, @Nullable String nonce, @Nullable Blessing blessing, List<LogEntry> entries) {

    /** What a reader of the state sees; empty for one that is no list yet. */
    public static Optional<ListState> stateOf(@Nullable ListCopy list) {
        return list == null || list.nonce == null
                ? Optional.empty()
                : Optional.of(new ListState(list.head, list.nonce, Optional.ofNullable(list.blessing)));
    }

    ListCopy plus(List<LogEntry> more) {
        if (more.isEmpty()) {
            return this;
        }
        List<LogEntry> all = new ArrayList<>(entries);
        all.addAll(more);
        return new ListCopy(head.plus(more.get(more.size() - 1)), nonce, blessing, all);
    }

    ListCopy named(String fresh) {
        return new ListCopy(head, fresh, null, entries);
    }

    /** With the blessing of the one whose place it takes, as good as it was there. */
    ListCopy inheriting(ListCopy former) {
        Blessing word = former.blessing;
        return word == null || nonce == null
                ? this
                : new ListCopy(
                        head, nonce, new Blessing(word.replid(), nonce, word.attachments(), word.replicas()), entries);
    }

    ListCopy blessed(Blessing word) {
        return new ListCopy(head, nonce, word, entries);
    }

    /** The number of the last entry that had been pruned when this was built. */
    long base() {
        return head.number() - entries.size();
    }

    boolean holds(LogEntry entry) {
        int place = (int) (entry.number() - base()) - 1;
        return place >= 0 && place < entries.size() && entries.get(place).equals(entry);
    }

    /** What the sorted set holds of a member: {@code ZADD GT} of each entry, {@code ZREM} of one that lifts. */
    long scoreOf(String member) {
        HeldEntries held = new HeldEntries();
        for (LogEntry entry : entries) {
            if (entry.member().equals(member)) {
                held.take(entry);
            }
        }
        return held.scoreOf(member);
    }
}

package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.memory.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What the log has ever said: the database's entries, and those that it lost. Tells what a copy may say of a member. */
final class Histories {

    private final List<LogEntry> current;
    private final List<List<LogEntry>> lost = new ArrayList<>();

    Histories(List<LogEntry> current) {
        this.current = current;
    }

    /** The database is about to lose its newest entries. */
    void keep() {
        lost.add(List.copyOf(current));
    }

    /** Of any entry that the database holds or has pruned; empty where there is none. */
    String anyMember(SplittableRandom random) {
        return current.isEmpty()
                ? ""
                : current.get(random.nextInt(current.size())).member();
    }

    /** Whether the log that ends at {@code head} has the entry. */
    boolean reach(LogHead head, LogEntry entry) {
        return head.number() >= entry.number()
                && all().stream()
                        .anyMatch(history -> leadsTo(history, head)
                                && history.get((int) entry.number() - 1).equals(entry));
    }

    /**
     * Whether a copy that ends at {@code head} may hold that score for the member: what the log says at that number or,
     * where it was not read at one instant, at a later one. Of what was pruned it may say anything.
     */
    boolean allow(Said said, LogBase base) {
        for (List<LogEntry> history : all()) {
            if (leadsTo(history, said.head)) {
                long last = said.atOnce ? said.head.number() : history.size();
                for (long number = said.head.number(); number <= last; number++) {
                    if (agrees(latest(history, number, said.member), said, base)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** What a copy says of a member. */
    record Said(LogHead head, boolean atOnce, String member, long score) {}

    private static boolean agrees(@Nullable LogEntry latest, Said said, LogBase base) {
        if (latest == null) {
            return said.score == Entries.ABSENT;
        }
        if (latest.number() <= base.number()) {
            return true;
        }
        return said.score == (latest.lifts() ? Entries.ABSENT : latest.score());
    }

    /** The last entry of a member up to a number; scores of later ones are higher. */
    static @Nullable LogEntry latest(List<LogEntry> history, long number, String member) {
        for (int i = (int) number - 1; i >= 0; i--) {
            if (history.get(i).member().equals(member)) {
                return history.get(i);
            }
        }
        return null;
    }

    private List<List<LogEntry>> all() {
        List<List<LogEntry>> all = new ArrayList<>(lost);
        all.add(current);
        return all;
    }

    private static boolean leadsTo(List<LogEntry> history, LogHead head) {
        int number = (int) head.number();
        return number == 0
                || (number <= history.size() && history.get(number - 1).chain().equals(head.chain()));
    }
}

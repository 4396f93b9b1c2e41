package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.memory.Entries;
import dev.portcullis.revocation.memory.Expiry;
import java.util.HashMap;
import java.util.Map;

/** A small table: the shipped one makes room for a million, twenty thousand times. */
final class HeldEntries implements Entries {

    private final Map<String, Long> scores = new HashMap<>();

    @Override
    public long scoreOf(String member) {
        return scores.getOrDefault(member, ABSENT);
    }

    @Override
    public void put(String member, long score) {
        scores.merge(member, score, Math::max);
    }

    @Override
    public void lift(String member) {
        scores.remove(member);
    }

    void take(LogEntry entry) {
        if (entry.lifts()) {
            lift(entry.member());
        } else {
            put(entry.member(), entry.score());
        }
    }

    @Override
    public void sweep(int part, Expiry expiry) {
        // nothing expires here
    }

    @Override
    public int parts() {
        return 1;
    }

    @Override
    public long size() {
        return scores.size();
    }
}

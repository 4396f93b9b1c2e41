package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The source of truth (rules D1 and D2). */
final class Database {

    private final World world;
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<LogEntry, LogEntry> predecessors = new HashMap<>();
    private LogHead head = new LogHead(1, 0, Chain.GENESIS);
    private int commits;

    Database(World world) {
        this.world = world;
    }

    LogEntry commit() {
        String member = "t:" + ++commits;
        LogEntry entry = LogEntry.after(head, member, commits);
        if (!entries.isEmpty()) {
            predecessors.put(entry, entries.get(entries.size() - 1));
        }
        entries.add(entry);
        head = head.plus(entry);
        return entry;
    }

    /** D2. */
    LogHead head() {
        return head;
    }

    /** What a primary that was deposed some commits ago answers. */
    LogHead headBefore(int commitsAgo) {
        int length = Math.max(0, entries.size() - commitsAgo);
        return new LogHead(head.epoch(), length, chainAt(length));
    }

    List<LogEntry> after(long number, int limit, long upTo) {
        int end = (int) Math.min(Math.min(number + limit, upTo), entries.size());
        return number >= end ? List.of() : List.copyOf(entries.subList((int) number, end));
    }

    void raiseEpochAbove(long epoch) {
        if (head.epoch() <= epoch) {
            head = new LogHead(epoch + 1, head.number(), head.chain());
        }
    }

    /** A failover without the newest commits. D1: the epoch is raised before anything else is answered. */
    List<LogEntry> failOver(int lost, boolean raises) {
        List<LogEntry> tail = entries.subList(entries.size() - lost, entries.size());
        List<LogEntry> gone = List.copyOf(tail);
        tail.clear();
        head = new LogHead(head.epoch() + (raises ? 1 : 0), entries.size(), chainAt(entries.size()));
        return gone;
    }

    Chain chainAt(int length) {
        return length == 0 ? Chain.GENESIS : entries.get(length - 1).chain();
    }

    int size() {
        return entries.size();
    }

    boolean follows(LogEntry entry, LogEntry before) {
        return before.equals(predecessors.get(entry));
    }
}

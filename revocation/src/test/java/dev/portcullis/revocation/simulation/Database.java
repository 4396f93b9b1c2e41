package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The source of truth (rules D1 and D2). What has been pruned is kept here, but is not given out any more. */
final class Database {

    private final World world;
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<LogEntry, LogEntry> predecessors = new HashMap<>();
    private final Histories histories = new Histories(entries);
    private LogHead head = new LogHead(1, 0, Chain.GENESIS);
    private LogBase base = LogBase.GENESIS;
    private int commits;

    Database(World world) {
        this.world = world;
    }

    /** A revocation of something new or, where lifts are played, of something that the log knows. */
    LogEntry commit() {
        String known = histories.anyMember(world.random());
        boolean again =
                world.setup().lifts() && !known.isEmpty() && world.random().nextInt(3) == 0;
        int score = ++commits;
        return append(again ? known : "t:" + score, score);
    }

    /** Takes back what is revoked, as a newer entry. */
    LogEntry lift(String member) {
        return append(member, LogEntry.LIFT);
    }

    /** A member that the log revokes and has not lifted; empty where there is none. */
    String revokedMember() {
        String member = histories.anyMember(world.random());
        return member.isEmpty()
                        || Histories.latest(entries, entries.size(), member).lifts()
                ? ""
                : member;
    }

    private LogEntry append(String member, long score) {
        LogEntry entry = LogEntry.after(head, member, score);
        if (!entries.isEmpty()) {
            predecessors.put(entry, entries.get(entries.size() - 1));
        }
        entries.add(entry);
        head = head.plus(entry);
        return entry;
    }

    /** Everything up to there has expired. */
    void prune(long upTo) {
        base = new LogBase(upTo, chainAt((int) upTo));
    }

    /** D2. */
    LogHead head() {
        return head;
    }

    LogBase base() {
        return base;
    }

    LogSpan span() {
        return new LogSpan(base, head);
    }

    Histories histories() {
        return histories;
    }

    /** What a primary that was deposed some commits ago answers. */
    LogHead headBefore(int commitsAgo) {
        int length = Math.max((int) base.number(), entries.size() - commitsAgo);
        return new LogHead(head.epoch(), length, chainAt(length));
    }

    List<LogEntry> after(long number, int limit, long upTo) {
        int from = (int) Math.max(number, base.number());
        int end = (int) Math.min(Math.min(from + limit, upTo), entries.size());
        return from >= end ? List.of() : List.copyOf(entries.subList(from, end));
    }

    void raiseEpochAbove(long epoch) {
        if (head.epoch() <= epoch) {
            head = new LogHead(epoch + 1, head.number(), head.chain());
        }
    }

    /** A failover without the newest commits. D1: the epoch is raised before anything else is answered. */
    List<LogEntry> failOver(int lost, boolean raises) {
        histories.keep();
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

    /** How many entries have not been pruned. */
    int kept() {
        return entries.size() - (int) base.number();
    }

    boolean follows(LogEntry entry, LogEntry before) {
        return before.equals(predecessors.get(entry));
    }
}

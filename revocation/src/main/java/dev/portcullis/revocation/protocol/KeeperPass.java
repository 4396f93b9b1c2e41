package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.KeeperStep.Outcome;
import dev.portcullis.revocation.protocol.KeeperStep.Place;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass of publisher and keeper over one connection (rules P2 to P4 and K1 to K4): observe, only then read the
 * database's head, catch the list up, have the replicas confirm, bless what was observed.
 *
 * <p>The last command before {@code WAIT} is always a write that found the list ending where the pass says. A pass that
 * loses its connection is thrown away. For one thread at a time.
 */
public final class KeeperPass {

    private final int replicas;
    private final int pageSize;
    private final Supplier<String> nonces;

    private @Nullable Observation seen;
    private @Nullable LogHead head;
    private LogBase base = LogBase.GENESIS;
    private Place place = Place.LIST;
    private LogHead at = new LogHead(0, 0, Chain.GENESIS);
    private List<LogEntry> page = List.of();
    private boolean comparing;
    private boolean rebuilt;
    private long missing;

    /**
     * A pass that has not begun.
     *
     * @param replicas W
     * @param pageSize how many entries go into one append
     * @param nonces never gives the same text twice, in any process
     */
    public KeeperPass(int replicas, int pageSize, Supplier<String> nonces) {
        this.replicas = replicas;
        this.pageSize = pageSize;
        this.nonces = nonces;
    }

    /** The step to begin with. */
    public KeeperStep first() {
        return new KeeperStep.Observe();
    }

    /** K1. */
    public KeeperStep observed(Observation observation) {
        seen = observation;
        missing = 0;
        return new KeeperStep.ReadHead();
    }

    /** K2, of a log from which nothing has been pruned. */
    public KeeperStep headRead(LogHead read) {
        return headRead(read, LogBase.GENESIS);
    }

    /** K2, with where the log begins at the same instant. */
    public KeeperStep headRead(LogHead read, LogBase from) {
        if (missing > 0) {
            return headReadAgain(read, from);
        }
        head = read;
        base = from;
        Optional<ListState> list = seen().list();
        if (list.isEmpty() || list.get().head().epoch() < read.epoch()) {
            return rebuild();
        }
        at = list.get().head();
        if (at.equals(read)) {
            return readPage();
        }
        if (at.epoch() != read.epoch() || at.number() > read.number()) {
            return giveUpHistory();
        }
        if (at.number() < base.number()) {
            return rebuild(); // what the copy ends with has been pruned: there is nothing left to compare it with
        }
        if (at.number() == base.number()) {
            return at.chain().equals(base.chain()) ? readPage() : giveUpHistory();
        }
        comparing = true;
        return readEntries(at.number() - 1, 1);
    }

    /** A page of the database, or the one entry that tells whether the copy has the database's history. */
    public KeeperStep entriesRead(List<LogEntry> entries) {
        if (comparing) {
            comparing = false;
            return compared(entries);
        }
        missing = firstMissing(entries);
        if (missing > 0) {
            return new KeeperStep.ReadHead(); // the script would append over the gap
        }
        page = List.copyOf(entries);
        return continuesHistory() ? append(page) : end(Outcome.HISTORY_CHANGED);
    }

    /** The first number up to the head that should be there and is not; 0 where all are. */
    private long firstMissing(List<LogEntry> entries) {
        long next = at.number() + 1;
        for (LogEntry entry : entries) {
            if (entry.number() != next) {
                return next;
            }
            next++;
        }
        boolean end = entries.size() < pageSize;
        return end && next <= head().number() ? next : 0;
    }

    /** What is not there may have been pruned since, or lost in a failover. Else somebody has deleted it by hand. */
    private KeeperStep headReadAgain(LogHead now, LogBase from) {
        LogHead then = head();
        boolean sameHistory = now.equals(then) || (now.epoch() == then.epoch() && now.number() > then.number());
        return end(sameHistory && from.number() < missing ? Outcome.INCOMPLETE : Outcome.MOVED);
    }

    /** Of a pass that ended {@link Outcome#INCOMPLETE}: the first entry that the database lacks. */
    public long missing() {
        return missing;
    }

    /** A database that failed over since its head was read goes on in another history, which fits onto no old list. */
    private boolean continuesHistory() {
        LogHead last = at;
        for (LogEntry entry : page) {
            if (!entry.equals(LogEntry.after(last, entry.member(), entry.score()))) {
                return false;
            }
            last = last.plus(entry);
        }
        return true;
    }

    private KeeperStep compared(List<LogEntry> entries) {
        if (entries.isEmpty() || entries.get(0).number() != at.number()) {
            missing = at.number(); // which is no other history
            return new KeeperStep.ReadHead();
        }
        return entries.get(0).chain().equals(at.chain()) ? readPage() : giveUpHistory();
    }

    /** P2. */
    public KeeperStep appended(boolean done) {
        if (!done) {
            return end(Outcome.MOVED);
        }
        boolean more = page.size() == pageSize;
        if (!page.isEmpty()) {
            at = at.plus(page.get(page.size() - 1));
        }
        if (more) {
            return readPage();
        }
        String built = place.build();
        return place.isBuild() ? new KeeperStep.Install(built, nonces.get()) : new KeeperStep.Confirm(replicas);
    }

    /** The log ran ahead of the list: only a new one helps, and where that is torn too, another pass decides. */
    public KeeperStep torn() {
        return rebuilt ? end(Outcome.MOVED) : rebuild();
    }

    /** The list beside is there, empty from the log's base on. */
    public KeeperStep begun() {
        return readPage();
    }

    /** P4. What follows is an append onto what was installed: the last command is a write that found it. */
    public KeeperStep installed(boolean done) {
        if (!done) {
            return end(Outcome.MOVED);
        }
        place = Place.LIST;
        return readPage();
    }

    /** P3. Too few leave the callers waiting for another pass. */
    public KeeperStep confirmed(long confirmations) {
        LogHead reached = at;
        return confirmations >= replicas ? new KeeperStep.Acknowledge(reached) : told();
    }

    /** K4: the blessing as observed, or none. */
    public KeeperStep told() {
        NodeState node = seen().node();
        if (!node.master() || !node.tellsItsHistory()) {
            return end(Outcome.DONE);
        }
        if (seen().list().isEmpty()) {
            return end(Outcome.AGAIN); // its nonce was not observed
        }
        ListState list = seen().list().get();
        Blessing word = new Blessing(node.replid(), list.nonce(), node.attachments(), replicas);
        LogHead read = head();
        return list.blessing().filter(word::equals).isPresent() ? end(Outcome.DONE) : new KeeperStep.Bless(word, read);
    }

    /** Whether it was written or something had moved: the next pass sees. */
    public KeeperStep blessed(boolean done) {
        return end(Outcome.DONE);
    }

    /** D1. */
    public KeeperStep epochRaised() {
        return end(Outcome.HISTORY_GIVEN_UP);
    }

    private KeeperStep rebuild() {
        rebuilt = true;
        String name = nonces.get();
        place = new Place(name);
        LogHead empty = base.emptyLog(head().epoch());
        at = empty;
        return new KeeperStep.BuildBeside(name, empty);
    }

    private KeeperStep readPage() {
        return readEntries(at.number(), pageSize);
    }

    private static KeeperStep readEntries(long after, int limit) {
        return new KeeperStep.ReadEntries(after, limit);
    }

    private KeeperStep append(List<LogEntry> entries) {
        Place where = place;
        LogHead onto = at;
        return new KeeperStep.Append(where, onto, entries);
    }

    /**
     * Redis holds numbers that this database never gave, or gave to others: the database has lost commits. What was
     * acknowledged under the old numbers cannot be told any more, so the numbers must not count any more either (D1).
     */
    private KeeperStep giveUpHistory() {
        LogHead there = at;
        LogHead read = head();
        return new KeeperStep.RaiseEpochAbove(there, read);
    }

    private Observation seen() {
        if (seen == null) {
            throw new IllegalStateException("The pass has not observed yet.");
        }
        return seen;
    }

    private LogHead head() {
        if (head == null) {
            throw new IllegalStateException("The pass has not read the database yet.");
        }
        return head;
    }

    private static KeeperStep end(Outcome outcome) {
        return new KeeperStep.End(outcome);
    }
}

package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.memory.Entries;
import dev.portcullis.revocation.memory.Expiry;
import dev.portcullis.revocation.protocol.Copy.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds a copy of the log, from whichever source brings it, and knows as of when it is proved whole (rules F1 to F3).
 *
 * <p>Events may come from any thread, and one waits for the other for as long as a page takes. {@link #held} may be read
 * by any thread and waits for nobody.
 */
public final class Follower {

    private static final long NOWHERE = -1;

    private final Supplier<Entries> tables;
    private final Proofs proofs = new Proofs();

    private Copy current;
    private @Nullable Reading provedAsOf;
    private @Nullable Load load;
    private @Nullable Copy fromFeed;
    private boolean mustLoad = true;
    private long stalledAt = NOWHERE;
    private volatile Held held;

    /** A follower that holds nothing; {@code tables} makes an empty one each time. */
    public Follower(Supplier<Entries> tables) {
        this.tables = tables;
        this.current = new Copy(tables.get(), new LogHead(0, 0, Chain.GENESIS));
        this.held = new Held(current.entries(), current.head(), null);
    }

    /** What is held now. For any thread; does not wait. */
    public Held held() {
        return held;
    }

    /** What Redis is to be asked next. */
    public synchronized RedisTurn turn() {
        boolean loaded = load != null && load.isWhole();
        return mustLoad && !loaded
                ? new RedisTurn.Load()
                : new RedisTurn.Follow(following().head().number());
    }

    /** The copy that the stream is read for. */
    private Copy following() {
        return load != null && load.isWhole() ? load.copy() : current;
    }

    /** F2. Whether the list is worth loading: one of a history that was given up is not. */
    public synchronized boolean loadBegun(ListState list) {
        load = list.head().epoch() < knownEpoch() ? null : new Load(list, tables.get());
        return load != null;
    }

    private long knownEpoch() {
        return Math.max(current.head().epoch(), proofs.epoch());
    }

    /** F2. The next page, read over the connection on which the load began. */
    public synchronized Progress loadPage(ListPage page) {
        if (load == null || !load.take(page)) {
            load = null;
            return Progress.UNUSABLE;
        }
        return settle(List.of());
    }

    /** The connection is gone, and with it a load that was not whole yet: another process may answer on the next one. */
    public synchronized void connectionLost() {
        load = load != null && load.isWhole() ? load : null;
    }

    /**
     * F1. What the stream brought.
     *
     * @param readable whether nothing behind it had to be left out because it is no entry
     */
    public synchronized Progress streamed(List<StreamEntry> batch, boolean readable) {
        List<LogEntry> applied = new ArrayList<>(batch.size());
        boolean gap = !readable;
        for (StreamEntry next : batch) {
            if (!follow(next, applied)) {
                gap = true;
                break;
            }
        }
        if (gap) {
            load = null;
            mustLoad = true;
        }
        return settle(applied);
    }

    private boolean follow(StreamEntry next, List<LogEntry> applied) {
        Copy followed = following();
        Taken taken = current.take(next.epoch(), next.entry());
        if (taken == Taken.APPLIED) {
            applied.add(next.entry());
        }
        if (followed != current) {
            taken = followed.take(next.epoch(), next.entry());
        }
        return taken != Taken.GAP;
    }

    /** What a probe of Redis proved. */
    public synchronized Progress proved(Proof proof) {
        proofs.add(proof);
        LogHead at = following().head();
        boolean behind = proof.epoch() == at.epoch() && proof.floor() > at.number();
        // Twice in a row without a step: the stream has nothing more to give, and yet there is more.
        boolean stalled = behind && stalledAt == at.number();
        stalledAt = behind ? at.number() : NOWHERE;
        if (stalled || proof.epoch() > at.epoch()) {
            load = load != null && load.isWhole() ? null : load;
            mustLoad = true;
        }
        return settle(List.of());
    }

    /** The number behind which the feed is to be asked. */
    public synchronized long feedAfter() {
        return feedTarget().head().number();
    }

    private Copy feedTarget() {
        return fromFeed != null ? fromFeed : current;
    }

    /** F1, E2. What the feed answered. Where it does not go on from what is held, a copy is built from its beginning. */
    public synchronized Progress fed(FeedAnswer answer) {
        if (answer.head().epoch() < knownEpoch()) {
            return Progress.UNUSABLE;
        }
        List<LogEntry> applied = new ArrayList<>();
        Copy built = fromFeed;
        if (!continues(feedTarget(), answer, built == null ? applied : new ArrayList<>())) {
            boolean first = built == null;
            built = beginning(answer);
            fromFeed = built;
            if (!continues(built, answer, new ArrayList<>())) {
                return settle(applied, false, first);
            }
        }
        proofs.add(
                new Proof(answer.asked(), answer.head().epoch(), answer.head().number()));
        boolean replaced =
                built != null && built.head().number() >= answer.head().number() && adopt(built);
        return settle(applied, replaced, true);
    }

    private static boolean continues(Copy copy, FeedAnswer answer, List<LogEntry> applied) {
        for (LogEntry entry : answer.entries()) {
            Taken taken = copy.take(answer.head().epoch(), entry);
            if (taken == Taken.GAP) {
                return false;
            }
            if (taken == Taken.APPLIED) {
                applied.add(entry);
            }
        }
        LogHead at = copy.head();
        boolean movesOn =
                !answer.entries().isEmpty() || at.number() >= answer.head().number();
        boolean contradicts = at.number() == answer.head().number() && !at.equals(answer.head());
        return at.epoch() == answer.head().epoch() && movesOn && !contradicts;
    }

    private Copy beginning(FeedAnswer answer) {
        return new Copy(
                tables.get(),
                answer.base().orElse(LogBase.GENESIS).emptyLog(answer.head().epoch()));
    }

    /** Leaves out what is over in one part of what is held, see {@link Entries#sweep}. */
    public synchronized void sweep(int part, Expiry expiry) {
        current.entries().sweep(part, expiry);
    }

    private Progress settle(List<LogEntry> applied) {
        return settle(applied, load != null && load.isWhole() && adopt(load.copy()), true);
    }

    private Progress settle(List<LogEntry> applied, boolean replaced, boolean usable) {
        Reading newest = proofs.provedUpTo(current.head());
        if (newest != null) {
            proofs.forgetBefore(newest);
            provedAsOf = provedAsOf == null || Proofs.isLater(newest, provedAsOf) ? newest : provedAsOf;
        }
        held = new Held(current.entries(), current.head(), provedAsOf);
        return new Progress(applied, replaced, usable);
    }

    /** Never a step back (I4), and not to a new history before it is proved: the old one's proof may still be good. */
    private boolean adopt(Copy other) {
        boolean sameHistory = other.head().epoch() == current.head().epoch();
        boolean mayWait = !sameHistory && provedAsOf != null && proofs.provedUpTo(other.head()) == null;
        if (!other.reaches(current) || mayWait) {
            return false;
        }
        provedAsOf = sameHistory ? provedAsOf : null;
        current = other;
        load = null;
        fromFeed = null;
        mustLoad = false;
        stalledAt = NOWHERE;
        return true;
    }
}

package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.protocol.Observation;
import dev.portcullis.revocation.simulation.Histories.Said;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/** What was promised to whom, and whether it holds: the invariants of the protocol. */
final class Ledger {

    /** One who revoked, and waits for 2xx. */
    static final class Act {
        final LogEntry entry;
        LogPosition position;
        Keeper waitsAt;
        boolean acknowledged;
        boolean lost;
        boolean expired;
        long acknowledgedAt;

        /** What the database itself has lost is outside of the promise (D1). */
        boolean matters() {
            return !lost && !expired;
        }

        Act(LogEntry entry, LogPosition position, Keeper waitsAt) {
            this.entry = entry;
            this.position = position;
            this.waitsAt = waitsAt;
        }
    }

    private final World world;
    private final List<Act> acts = new ArrayList<>();
    private final List<Act> acknowledged = new ArrayList<>();
    /** How many had been acknowledged when a proof's probe began, by the identity of its reading. */
    private final Map<Reading, Integer> before = new IdentityHashMap<>();

    int proofs;
    int decisions;

    Ledger(World world) {
        this.world = world;
    }

    void committed(LogEntry entry, Keeper keeper) {
        long epoch = world.database().head().epoch();
        acts.add(new Act(entry, new LogPosition(epoch, entry.number()), keeper));
    }

    List<Act> acts() {
        return acts;
    }

    int acknowledgedCount() {
        return acknowledged.size();
    }

    /** A client that got no answer repeats at another instance. */
    void moved(Keeper from, Keeper to) {
        for (Act act : acts) {
            if (act.waitsAt == from) {
                act.waitsAt = to;
            }
        }
    }

    /** Nobody needs what the database has pruned. */
    void expired(long upTo) {
        for (Act act : acts) {
            act.expired |= !act.lost && act.entry.number() <= upTo;
        }
    }

    void lost(List<LogEntry> entries) {
        for (Act act : acts) {
            act.lost |= entries.contains(act.entry);
        }
    }

    /** A keeper tells those who wait at it (P3, I5). */
    void acknowledges(Keeper keeper, LogHead reached) {
        for (Act act : acts) {
            if (!act.acknowledged && act.waitsAt == keeper && covers(reached, act)) {
                act.acknowledged = true;
                act.acknowledgedAt = world.now();
                acknowledged.add(act);
                world.note(() -> "  2xx for entry " + act.entry.number());
                checkConfirmedThere(keeper, act);
            } else if (!act.acknowledged && act.waitsAt == keeper && act.position.isGivenUpFor(reached)) {
                repeats(act);
            }
        }
    }

    /** Whoever was told 503 asks the database again; what that has lost would be another act. */
    private void repeats(Act act) {
        if (!act.lost) {
            act.position = new LogPosition(world.database().head().epoch(), act.entry.number());
        }
    }

    private void checkConfirmedThere(Keeper keeper, Act act) {
        ListCopy list = keeper.confirmedList();
        if (act.matters() && (list == null || !list.holds(act.entry))) {
            world.broken(
                    "I5",
                    keeper + " acknowledges entry " + act.entry.number()
                            + " which is not in the list that its WAIT confirmed");
        }
    }

    /** The shipped rule, or a mutant's. */
    private boolean covers(LogHead reached, Act act) {
        LogPosition position = world.mutant() == Mutant.NUMBER_ALONE
                ? new LogPosition(reached.epoch(), act.position.number())
                : act.position;
        return position.isReachedBy(reached);
    }

    /** A probe, or a request to the feed, begins. */
    Reading begun(Reading reading) {
        before.put(reading, acknowledged.size());
        return reading;
    }

    /** I2. */
    void proved(Object gateway, Proof proof) {
        proofs++;
        for (Act act : acknowledgedBefore(proof)) {
            if (!act.lost && (proof.floor() < act.entry.number() || proof.epoch() < act.position.epoch())) {
                world.broken(
                        "I2",
                        gateway + " proves floor " + proof.floor() + " of epoch " + proof.epoch() + ", and entry "
                                + act.entry.number() + " was acknowledged before");
            }
        }
    }

    private List<Act> acknowledgedBefore(Proof proof) {
        return acknowledged.subList(0, before.getOrDefault(proof.asOf(), 0));
    }

    /**
     * By what a gateway decides.
     *
     * @param head where what was read, or is held, ends
     * @param atOnce whether it was read at one instant
     * @param scoreOf what it says of a member
     */
    record Decision(Proof proof, LogHead head, boolean atOnce, ToLongFunction<String> scoreOf) {}

    /** I3, and the promise itself, by content and not by number. */
    void decided(Object gateway, Decision decision) {
        decisions++;
        long deadline = world.now() - World.MAX_STALENESS.toMillis();
        for (Act act : acknowledgedBefore(decision.proof)) {
            if (act.matters() && !holds(decision, act.entry)) {
                world.broken("I3", gateway + " decides without entry " + act.entry.number());
            }
        }
        for (Act act : acknowledged) {
            if (act.matters() && act.acknowledgedAt < deadline && !holds(decision, act.entry)) {
                world.broken(
                        "promise",
                        gateway + " decides without entry " + act.entry.number()
                                + ", acknowledged longer ago than max-staleness");
            }
        }
    }

    /** Reaches it, and says of its member what the log says: a later entry may have lifted it, or revoked it again. */
    private boolean holds(Decision by, LogEntry entry) {
        Histories histories = world.database().histories();
        Said said = new Said(by.head, by.atOnce, entry.member(), by.scoreOf.applyAsLong(entry.member()));
        return histories.reach(by.head, entry)
                && histories.allow(
                        said,
                        world.mutant() == Mutant.PRUNED_TOO_EARLY
                                ? LogBase.GENESIS
                                : world.database().base());
    }

    /** I1: what stands on any node is a state that some node wrote. */
    void checkPrefix(Node node, Dataset written) {
        ListCopy list = written.list();
        if (list == null) {
            return;
        }
        List<LogEntry> entries = list.entries();
        boolean begins = entries.isEmpty() || entries.get(0).number() == list.base() + 1;
        if (!begins || list.base() > world.database().base().number()) {
            world.broken("I1", node + " has head " + list.head().number() + " and " + entries.size());
        }
        for (int i = 1; i < entries.size(); i++) {
            if (!world.database().follows(entries.get(i), entries.get(i - 1))) {
                world.broken("I1", node + " holds a list with a break at " + (i + 1));
            }
        }
    }

    /** I6. */
    void blessed(Node node, Keeper.Seen seen, ListCopy list, LogHead head) {
        Observation observed = seen.observation();
        boolean same = observed.node().replid().equals(node.info().replid())
                && observed.list().isPresent()
                && observed.list().get().nonce().equals(list.nonce());
        boolean asObserved = list.blessing() != null
                && list.blessing().attachments() == observed.node().attachments();
        boolean readAfter = head.epoch() > seen.databaseThen().epoch()
                || head.number() >= seen.databaseThen().number();
        if (!same || !asObserved || !readAfter) {
            world.broken("I6", node + " is blessed with what was not observed, or with an older head");
        }
    }

    /** I7. */
    void installed(Node node, ListCopy list) {
        if (list.blessing() != null) {
            world.broken("I7", node + " renames a list with a blessing into place");
        }
    }
}

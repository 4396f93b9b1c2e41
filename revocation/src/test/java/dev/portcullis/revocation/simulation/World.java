package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogSpan;
import dev.portcullis.revocation.memory.Entries;
import dev.portcullis.revocation.simulation.Dataset.Item;
import dev.portcullis.revocation.simulation.ScriptModel.Answer;
import dev.portcullis.revocation.simulation.ScriptModel.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Everything that a schedule moves, and what its parts share: time, chance, the mutant, the history in words. */
final class World {

    static final Duration MAX_STALENESS = Duration.ofSeconds(1);

    static final int KEEPERS = 3;

    /** Moves after which a pass that has not ended stands still. */
    static final int LONGEST_PASS = 120;

    private static final Set<String> DEFINITIONS = Set.of("I1", "I2", "I5", "I6", "I7");

    private final SplittableRandom random;
    private final Mutant mutant;
    private final Setup setup;
    private final boolean promiseOnly;
    private final @Nullable List<String> history;
    private final Database database;
    private final Ledger ledger;
    private final Cluster cluster;
    private final ClusterFaults clusterFaults;
    private final List<Keeper> keepers = new ArrayList<>();
    private final List<Gateway> gateways = new ArrayList<>();
    private long now = 1_000_000;
    private int replids;

    World(Run run, @Nullable List<String> history) {
        this.random = new SplittableRandom(run.seed());
        this.mutant = run.mutant();
        this.promiseOnly = run.promiseOnly();
        this.setup = Setup.drawn(random, mutant);
        this.history = history;
        this.database = new Database(this);
        this.ledger = new Ledger(this);
        this.cluster = new Cluster(this, setup.nodes());
        this.clusterFaults = new ClusterFaults(this, cluster);
        for (int i = 0; i < KEEPERS; i++) {
            keepers.add(new Keeper(i, this));
        }
        for (int i = 0; i < 2; i++) {
            gateways.add(new Gateway(i, this));
        }
        note(() -> setup.toString());
    }

    /**
     * Which schedule is played.
     *
     * @param promiseOnly counts only decisions that miss an entry, not the invariants that lead there
     */
    record Run(long seed, Mutant mutant, boolean promiseOnly) {}

    SplittableRandom random() {
        return random;
    }

    Mutant mutant() {
        return mutant;
    }

    Setup setup() {
        return setup;
    }

    Database database() {
        return database;
    }

    Ledger ledger() {
        return ledger;
    }

    Cluster cluster() {
        return cluster;
    }

    ClusterFaults clusterFaults() {
        return clusterFaults;
    }

    List<Keeper> keepers() {
        return keepers;
    }

    List<Gateway> gateways() {
        return gateways;
    }

    /** True time, in milliseconds. */
    long now() {
        return now;
    }

    void pass(long millis) {
        now += millis;
    }

    String freshReplid() {
        return "r" + ++replids;
    }

    void note(Supplier<String> words) {
        if (history != null) {
            history.add("+" + (now - 1_000_000) + " ms  " + words.get());
        }
    }

    void broken(String invariant, String what) {
        if (!promiseOnly || !DEFINITIONS.contains(invariant)) {
            throw new Violation(invariant, what);
        }
    }

    /** K2, and what a mutant makes of it. */
    LogSpan readDatabase(LogSpan atBegin) {
        return switch (mutant) {
            case DATABASE_READ_FIRST -> atBegin;
            case STALE_DATABASE_READ -> new LogSpan(database.base(), database.headBefore(random.nextInt(3)));
            case BASE_IGNORED -> new LogSpan(LogBase.GENESIS, database.head());
            default -> database.span();
        };
    }

    /** {@code append.lua}, and what a mutant makes of it. */
    Written append(Dataset before, String name, LogHead at, List<LogEntry> entries) {
        ListCopy there = before.list();
        LogHead onto = mutant == Mutant.NUMBER_REUSE && name.isEmpty() && there != null
                ? new LogHead(at.epoch(), at.number(), there.head().chain())
                : at;
        Written written = ScriptModel.append(before, name, onto, entries);
        boolean nothingNew = entries.isEmpty() && written.answer() == Answer.DONE;
        return mutant == Mutant.REPEAT_WITHOUT_WRITE && nothingNew ? new Written(before, Answer.DONE) : written;
    }

    /** What a list says of a member, and what a mutant makes of it. */
    long scoreIn(ListCopy list, String member) {
        List<LogEntry> own = list.entries().stream()
                .filter(entry -> entry.member().equals(member))
                .toList();
        boolean lifted = own.stream().anyMatch(LogEntry::lifts);
        return switch (mutant) {
            case LIFT_BEFORE_REVOCATION ->
                own.stream()
                        .mapToLong(LogEntry::score)
                        .filter(score -> score > 0)
                        .max()
                        .orElse(Entries.ABSENT);
            case LIFT_FOR_EVER -> lifted ? Entries.ABSENT : list.scoreOf(member);
            default -> list.scoreOf(member);
        };
    }

    /** {@code install.lua}, and what a mutant makes of it. */
    Written install(Node node, String name, String nonce) {
        Dataset before = node.dataset();
        Written written = ScriptModel.install(before, name, mutant == Mutant.NO_NONCE ? "one-for-all" : nonce);
        ListCopy list = written.after().list();
        if (written.answer() != Answer.DONE || list == null) {
            return written;
        }
        if (mutant == Mutant.BLESSING_KEPT_OVER_RENAME
                && before.list() != null
                && before.list().blessing() != null) {
            written = new Written(
                    written.after()
                            .with(
                                    list.inheriting(before.list()),
                                    written.after().log()),
                    Answer.DONE);
        }
        ledger.installed(node, written.after().list());
        return written;
    }

    Item foreignItem(Dataset dataset) {
        long number = Dataset.lastId(dataset.log()) + 1 + random.nextInt(3);
        return new Item(number, 0, new LogEntry(number, "foreign", 0, dev.portcullis.revocation.Chain.GENESIS));
    }

    String words(Node node) {
        ListCopy list = node.dataset().list();
        return list == null ? "no list" : words(list.head());
    }

    static String words(LogHead head) {
        return "number " + head.number() + " of epoch " + head.epoch();
    }
}

package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogSpan;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.KeeperPass;
import dev.portcullis.revocation.protocol.KeeperStep;
import dev.portcullis.revocation.protocol.KeeperStep.Outcome;
import dev.portcullis.revocation.protocol.KeeperStep.Place;
import dev.portcullis.revocation.protocol.ListState;
import dev.portcullis.revocation.protocol.NodeState;
import dev.portcullis.revocation.protocol.Observation;
import dev.portcullis.revocation.simulation.ScriptModel.Answer;
import dev.portcullis.revocation.simulation.ScriptModel.Self;
import dev.portcullis.revocation.simulation.ScriptModel.Written;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One auth service: performs the steps of the shipped {@link KeeperPass}, one each time it is its turn. */
final class Keeper implements KeeperStep.Performer<Optional<KeeperStep>> {

    /** What K1 saw, and where the database was then. */
    record Seen(Observation observation, LogHead databaseThen) {}

    /** The first half of it. */
    private record Looked(NodeState node, LogHead databaseThen) {}

    private final int id;
    private final World world;
    private final Client client;
    private int nonces;

    private @Nullable KeeperPass pass;
    private @Nullable KeeperStep next;
    private @Nullable Seen seen;
    private @Nullable Looked nodeSeen;
    private @Nullable ListCopy confirmed;
    private LogSpan databaseAtBegin;
    private LogSpan databaseRead;
    boolean suspended;
    int begun;

    @Nullable Outcome outcome;

    Keeper(int id, World world) {
        this.id = id;
        this.world = world;
        this.client = new Client(world, this::abort);
        this.databaseAtBegin = world.database().span();
        this.databaseRead = databaseAtBegin;
    }

    Client client() {
        return client;
    }

    boolean isAbout(Class<? extends KeeperStep> kind) {
        return kind.isInstance(next);
    }

    boolean isIdle() {
        return pass == null;
    }

    @Nullable ListCopy confirmedList() {
        return confirmed;
    }

    /** One step; begins a pass where none is under way. */
    void turn() {
        if (pass == null) {
            begin();
        } else if (next != null) {
            KeeperStep step = next;
            next = null;
            next = step.perform(this).orElse(null);
        }
    }

    private void begin() {
        int pageSize = 1 + world.random().nextInt(3);
        pass = new KeeperPass(world.setup().entryReplicas(), pageSize, this::nonce);
        next = pass.first();
        databaseAtBegin = world.database().span();
        outcome = null;
        begun++;
        world.note(() -> this + " begins a pass");
    }

    private String nonce() {
        return id + "-" + ++nonces;
    }

    /** The process dies, or its pass fails: it is thrown away. */
    void abort() {
        pass = null;
        next = null;
        seen = null;
        confirmed = null;
    }

    private KeeperPass pass() {
        if (pass == null) {
            throw new IllegalStateException("No pass is under way.");
        }
        return pass;
    }

    /** An error is an answer that ends the pass. A replica says READONLY, and is the wrong node from then on. */
    private boolean failed(@Nullable Object answer) {
        if (answer == null) {
            world.note(() -> this + " gets an error and gives its connection up");
            client.discard();
        }
        return answer == null;
    }

    @Override
    public Optional<KeeperStep> observe() {
        Connection connection = client.open();
        connection.read(node -> new Looked(node.info(), world.database().head()), looked -> nodeSeen = (Looked) looked);
        connection.read(node -> ListCopy.stateOf(node.dataset().list()), this::sawList);
        return Optional.empty();
    }

    @SuppressWarnings("unchecked") // the wire carries any answer, and this command's is an Optional
    private void sawList(@Nullable Object list) {
        if (nodeSeen == null || list == null) {
            throw new IllegalStateException("Reads do not fail.");
        }
        Observation observation = new Observation(nodeSeen.node(), (Optional<ListState>) list);
        seen = new Seen(observation, nodeSeen.databaseThen());
        world.note(() -> this + " sees " + words(client.open().node, observation));
        next = pass().observed(world.mutant() == Mutant.NUMBER_REUSE ? believed(observation) : observation);
    }

    private static String words(Node node, Observation seen) {
        return node + ", " + (seen.node().master() ? "master " : "replica ")
                + seen.node().replid() + ", "
                + seen.node().attachments() + " attachments, list "
                + seen.list()
                        .map(list -> World.words(list.head()) + " nonce " + list.nonce() + " blessed "
                                + list.blessing().map(Blessing::text).orElse("not"))
                        .orElse("missing");
    }

    /** With the chain that the database would give to that number: as if there were none. */
    private Observation believed(Observation observation) {
        return new Observation(
                observation.node(),
                observation
                        .list()
                        .filter(list -> list.head().number() <= world.database().size())
                        .map(list -> new ListState(
                                new LogHead(
                                        list.head().epoch(),
                                        list.head().number(),
                                        world.database()
                                                .chainAt((int) list.head().number())),
                                list.nonce(),
                                list.blessing()))
                        .or(observation::list));
    }

    @Override
    public Optional<KeeperStep> readHead() {
        databaseRead = world.readDatabase(databaseAtBegin);
        world.note(() -> this + " reads the database: after "
                + databaseRead.base().number() + ", head " + World.words(databaseRead.head()));
        return Optional.of(pass().headRead(databaseRead.head(), databaseRead.base()));
    }

    @Override
    public Optional<KeeperStep> readEntries(long after, int limit) {
        boolean asOfThen = world.mutant() == Mutant.STALE_DATABASE_READ || world.mutant() == Mutant.DATABASE_READ_FIRST;
        long upTo = asOfThen ? databaseRead.head().number() : Long.MAX_VALUE;
        return Optional.of(pass().entriesRead(world.database().after(after, limit, upTo)));
    }

    @Override
    public Optional<KeeperStep> append(Place place, LogHead at, List<LogEntry> entries) {
        Connection connection = client.open();
        connection.write(
                node -> {
                    Written written = world.append(node.dataset(), place.build(), at, entries);
                    connection.appended =
                            place.isBuild() ? null : written.after().list();
                    world.note(() -> node + " runs the append of " + this + " onto " + World.words(at) + ", "
                            + entries.size() + " entries" + (place.isBuild() ? ", in its build" : "") + ": "
                            + written.answer());
                    return written;
                },
                this::appended);
        return Optional.empty();
    }

    private void appended(@Nullable Object answer) {
        if (!failed(answer)) {
            Answer said = ((Written) answer).answer();
            next = said == Answer.TORN ? pass().torn() : pass().appended(said == Answer.DONE);
        }
    }

    @Override
    public Optional<KeeperStep> buildBeside(String name, LogHead at) {
        client.open()
                .write(
                        node -> new Written(ScriptModel.beside(node.dataset(), name, at), Answer.DONE),
                        answer -> next = failed(answer) ? null : pass().begun());
        return Optional.empty();
    }

    @Override
    public Optional<KeeperStep> install(String name, String nonce) {
        client.open()
                .write(
                        node -> {
                            Written written = world.install(node, name, nonce);
                            world.note(() -> node + " runs the install of " + this + ": " + written.answer());
                            return written;
                        },
                        answer -> next =
                                failed(answer) ? null : pass().installed(((Written) answer).answer() == Answer.DONE));
        return Optional.empty();
    }

    @Override
    public Optional<KeeperStep> confirm(int replicas) {
        Connection wrote = client.open();
        boolean again =
                world.mutant() == Mutant.WAIT_AFTER_RECONNECT && world.random().nextInt(4) == 0;
        Connection connection = again ? client.reconnect() : wrote;
        connection.await(replicas, count -> confirmed(connection, count));
        return Optional.empty();
    }

    private void confirmed(Connection connection, @Nullable Object count) {
        if (!failed(count)) {
            confirmed = connection.appended;
            world.note(() -> this + " has " + count + " confirmations of " + connection.node);
            next = pass().confirmed((Long) count);
        }
    }

    @Override
    public Optional<KeeperStep> acknowledge(LogHead reached) {
        world.ledger().acknowledges(this, reached);
        return Optional.of(pass().told());
    }

    @Override
    public Optional<KeeperStep> bless(Blessing word, LogHead head) {
        Seen then = seen; // the node may run this when the pass, or its process, is long gone
        client.open()
                .write(
                        node -> bless(node, word, head, then),
                        answer -> next =
                                failed(answer) ? null : pass().blessed(((Written) answer).answer() == Answer.DONE));
        return Optional.empty();
    }

    private Written bless(Node node, Blessing word, LogHead head, @Nullable Seen then) {
        Self self = new Self(node.master, node.info().replid());
        Written written = ScriptModel.bless(node.dataset(), self, word, head);
        ListCopy list = written.after().list();
        if (written.answer() == Answer.DONE && then != null && list != null) {
            world.ledger().blessed(node, then, list, head);
        }
        world.note(() -> node + " runs the bless of " + this + ", head " + head.number() + ": " + written.answer());
        return written;
    }

    @Override
    public Optional<KeeperStep> raiseEpochAbove(LogHead there, LogHead head) {
        world.note(() -> this + " gives up the history " + World.words(there) + " at " + World.words(head));
        world.database().raiseEpochAbove(Math.max(there.epoch(), head.epoch()));
        return Optional.of(pass().epochRaised());
    }

    @Override
    public Optional<KeeperStep> end(Outcome how) {
        world.note(() -> this + " ends: " + how);
        if (how == Outcome.INCOMPLETE) {
            world.broken("I8", this + " takes what was pruned or lost for deleted, and cannot go on");
        }
        outcome = how;
        abort();
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "keeper-" + id;
    }
}

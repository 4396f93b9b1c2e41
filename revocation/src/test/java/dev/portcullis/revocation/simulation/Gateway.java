package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.Freshness;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.protocol.FeedAnswer;
import dev.portcullis.revocation.protocol.ListState;
import dev.portcullis.revocation.protocol.NodeState;
import dev.portcullis.revocation.protocol.ProbePass;
import dev.portcullis.revocation.protocol.ProbeReading.ProbeResult;
import dev.portcullis.revocation.protocol.ProbeStep;
import dev.portcullis.revocation.simulation.Ledger.Decision;
import dev.portcullis.revocation.simulation.ScriptModel.Answer;
import dev.portcullis.revocation.simulation.ScriptModel.Written;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One gateway that reads directly: the shipped {@link ProbePass} and {@link Freshness}, and rule D. */
final class Gateway implements ProbeStep.Performer<Void> {

    private final int id;
    private final World world;
    private final HostClock clock;
    private Freshness freshness;
    private final Client prober;
    private final Client reader;
    private final Replica replica;
    private @Nullable ProbePass pass;
    private @Nullable NodeState early;
    private boolean asking;
    boolean suspended;
    int accepted;

    @Nullable ProbeResult lastResult;

    Gateway(int id, World world) {
        this.id = id;
        this.world = world;
        this.clock = new HostClock(world);
        this.freshness = new Freshness(World.MAX_STALENESS, clock);
        this.prober = new Client(world, () -> pass = null);
        this.reader = new Client(world, () -> asking = false);
        this.replica = new Replica(world, "the copy of gateway-" + id, clock);
    }

    /** A new process, which has proved nothing yet. */
    void restart() {
        freshness = new Freshness(World.MAX_STALENESS, clock);
        prober.discard();
        reader.discard();
        replica.restart();
    }

    Replica replica() {
        return replica;
    }

    HostClock clock() {
        return clock;
    }

    Client prober() {
        return prober;
    }

    Client reader() {
        return reader;
    }

    boolean isProbing() {
        return pass != null;
    }

    boolean isAsking() {
        return asking;
    }

    /** G1, G2: all at once, over one connection. */
    void probe() {
        if (pass != null) {
            return;
        }
        Reading begun = world.ledger().begun(clock.read());
        pass = new ProbePass(world.setup().quorum(world.mutant()), begun);
        lastResult = null;
        Connection connection = prober.open();
        world.note(() -> this + " probes " + connection.node);
        pass.steps().forEach(step -> step.perform(this));
    }

    @Override
    public Void write() {
        prober.open().write(node -> new Written(node.dataset().marked(), Answer.DONE), answer -> {
            if (!failed(answer)) {
                pass().written();
            }
        });
        return null;
    }

    @Override
    public Void confirm(int replicas) {
        boolean again =
                world.mutant() == Mutant.WAIT_AFTER_RECONNECT && world.random().nextInt(4) == 0;
        Connection connection = again ? resent() : prober.open();
        connection.await(replicas, count -> {
            if (!failed(count)) {
                pass().confirmed((Long) count);
            }
        });
        return null;
    }

    /** The write is taken for done; what follows is sent again elsewhere. */
    private Connection resent() {
        pass().written();
        return prober.reconnect();
    }

    @Override
    @SuppressWarnings("unchecked") // the wire carries any answer, and this command's is an Optional
    public Void readList() {
        if (world.mutant() == Mutant.INFO_BEFORE_LIST) {
            prober.open().read(Node::info, info -> early = (NodeState) info);
        }
        prober.open().read(node -> ListCopy.stateOf(node.dataset().list()), list -> {
            pass().listRead((Optional<ListState>) list);
            if (world.mutant() == Mutant.INFO_BEFORE_LIST && early != null) {
                nodeRead(early);
            }
        });
        return null;
    }

    @Override
    public Void readNode() {
        if (world.mutant() != Mutant.INFO_BEFORE_LIST) {
            prober.open().read(Node::info, info -> nodeRead((NodeState) info));
        }
        return null;
    }

    private ProbePass pass() {
        if (pass == null) {
            throw new IllegalStateException("No probe is under way.");
        }
        return pass;
    }

    private void nodeRead(NodeState node) {
        pass().nodeRead(node);
        ProbeResult result = pass().result();
        pass = null;
        lastResult = result;
        world.note(() -> this + " has probed: " + result);
        if (result instanceof ProbeResult.Proved proved) {
            world.ledger().proved(this, proved.proof());
            accept(proved.proof());
            replica.proved(proved.proof());
        }
    }

    private void accept(Proof proof) {
        freshness.accept(world.mutant() == Mutant.FLOOR_DROPPED ? new Proof(proof.asOf(), proof.epoch(), 0) : proof);
    }

    private boolean failed(@Nullable Object answer) {
        if (answer == null) {
            world.note(() -> this + " gets an error and gives its connection up");
            prober.discard();
        }
        return answer == null;
    }

    /** Rule D, as {@code DirectRevocationList}: one atomic read on any connection. */
    void ask() {
        if (asking || freshness.current().isEmpty()) {
            return;
        }
        asking = true;
        reader.open().read(node -> Optional.ofNullable(node.dataset().list()), this::judge);
    }

    @SuppressWarnings("unchecked") // the wire carries any answer, and this command's is an Optional
    private void judge(@Nullable Object answer) {
        asking = false;
        ListCopy list = answer == null ? null : ((Optional<ListCopy>) answer).orElse(null);
        Proof proof = freshness.current().orElse(null);
        if (list == null || proof == null) {
            return;
        }
        LogHead head = list.head();
        if (head.epoch() == proof.epoch() && head.number() >= proof.floor()) {
            accepted++;
            world.note(() -> this + " decides by a list at " + World.words(head));
            world.ledger().decided(this, new Decision(proof, head, true, member -> world.scoreIn(list, member)));
        }
    }

    /** E1: asked before, answered after the database was read. */
    void fed(FeedAnswer answer) {
        LogHead head = answer.head();
        Proof proof = new Proof(answer.asked(), head.epoch(), head.number());
        world.note(() -> this + " is told by the feed: " + World.words(head));
        world.ledger().proved(this, proof);
        accept(proof);
        replica.fed(answer);
    }

    @Override
    public String toString() {
        return "gateway-" + id;
    }
}

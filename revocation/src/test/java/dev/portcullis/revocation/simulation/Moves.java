package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.protocol.FeedAnswer;
import dev.portcullis.revocation.protocol.KeeperStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What keepers, gateways and the feed do: whole passes, parts of them, single messages. Tells whether anything was done. */
final class Moves {

    private static final int MOST_ENTRIES = 10;

    private final World world;
    private final SplittableRandom random;
    /** What the feed has answered and no gateway has received yet. */
    private final List<Runnable> received = new ArrayList<>();

    Moves(World world) {
        this.world = world;
        this.random = world.random();
    }

    Keeper keeper() {
        return world.keepers().get(random.nextInt(World.KEEPERS));
    }

    Gateway gateway() {
        return world.gateways().get(random.nextInt(2));
    }

    boolean commit() {
        return world.database().size() < MOST_ENTRIES && commit(keeper());
    }

    boolean commit(Keeper keeper) {
        LogEntry entry = world.database().commit();
        world.note(() ->
                "entry " + entry.number() + " of " + entry.member() + " is committed, its caller waits at " + keeper);
        world.ledger().committed(entry, keeper);
        return true;
    }

    boolean lift() {
        return world.database().size() < MOST_ENTRIES && lift(keeper());
    }

    boolean lift(Keeper keeper) {
        String member = world.setup().lifts() ? world.database().revokedMember() : "";
        if (member.isEmpty()) {
            return false;
        }
        LogEntry entry = world.database().lift(member);
        world.note(() -> "entry " + entry.number() + " lifts " + member + ", its caller waits at " + keeper);
        world.ledger().committed(entry, keeper);
        return true;
    }

    /** Some of the oldest entries have expired. */
    boolean prune() {
        Database database = world.database();
        if (!world.setup().prunes() || database.kept() == 0) {
            return false;
        }
        long upTo = database.base().number() + 1 + random.nextInt(database.kept());
        world.note(() -> "the database prunes all up to entry " + upTo);
        database.prune(upTo);
        if (world.mutant() != Mutant.PRUNED_TOO_EARLY) {
            world.ledger().expired(upTo);
        }
        return true;
    }

    /** Part of a pass, which then stands still until it is this keeper's turn again. */
    boolean keeperSteps() {
        Keeper keeper = keeper();
        if (keeper.suspended) {
            return false;
        }
        keeper.client().noticesBreak();
        int steps = 1 + random.nextInt(8);
        for (int i = 0; i < steps; i++) {
            if (!advance(keeper.client())) {
                keeper.turn();
            }
        }
        return true;
    }

    /** Part of a probe. */
    boolean probeSteps() {
        return probeSteps(gateway(), 1 + random.nextInt(6));
    }

    boolean probeSteps(Gateway gateway, int steps) {
        if (gateway.suspended) {
            return false;
        }
        gateway.prober().noticesBreak();
        gateway.probe();
        for (int i = 0; i < steps && gateway.isProbing(); i++) {
            advance(gateway.prober());
        }
        return true;
    }

    boolean gatewayTurn() {
        Gateway gateway = gateway();
        if (gateway.suspended) {
            return false;
        }
        gateway.prober().noticesBreak();
        gateway.reader().noticesBreak();
        if (random.nextBoolean()) {
            gateway.probe();
        } else {
            gateway.ask();
        }
        return true;
    }

    boolean deliverAny() {
        Keeper keeper = keeper();
        Gateway gateway = gateway();
        return (!keeper.suspended && deliver(keeper.client()))
                || (!gateway.suspended
                        && (deliver(gateway.prober())
                                || deliver(gateway.reader())
                                || deliver(gateway.replica().client())));
    }

    private static boolean deliver(Client client) {
        Connection connection = client.current();
        if (connection == null || !connection.hasAnswers()) {
            return false;
        }
        connection.deliver();
        return true;
    }

    /** A pass without interruption, so that schedules get far; what has stood still so far goes on from there. */
    boolean run(Keeper keeper) {
        if (keeper.suspended) {
            return false;
        }
        keeper.client().noticesBreak();
        keeper.turn();
        for (int i = 0; i < World.LONGEST_PASS && !keeper.isIdle(); i++) {
            if (!advance(keeper.client())) {
                keeper.turn();
            }
        }
        return true;
    }

    /** As far as before a step of this kind. */
    void runUpTo(Keeper keeper, Class<? extends KeeperStep> kind) {
        keeper.client().noticesBreak();
        for (int i = 0; i < World.LONGEST_PASS && !keeper.isAbout(kind); i++) {
            if (!advance(keeper.client())) {
                keeper.turn();
            }
        }
    }

    boolean run(Gateway gateway) {
        if (gateway.suspended) {
            return false;
        }
        gateway.prober().noticesBreak();
        gateway.probe();
        for (int i = 0; i < World.LONGEST_PASS && gateway.isProbing(); i++) {
            advance(gateway.prober());
        }
        return true;
    }

    boolean decide(Gateway gateway) {
        if (gateway.suspended) {
            return false;
        }
        gateway.reader().noticesBreak();
        gateway.ask();
        for (int i = 0; i < World.LONGEST_PASS && gateway.isAsking(); i++) {
            advance(gateway.reader());
        }
        return true;
    }

    /** Whether something is still under way on its connection, and went on. */
    boolean advance(Client client) {
        Connection connection = client.current();
        if (connection == null) {
            return false;
        }
        if (connection.hasAnswers()) {
            connection.deliver();
            return true;
        }
        if (!connection.hasPending()) {
            return false;
        }
        world.cluster().replicateFor(connection);
        return true;
    }

    /** E1 and E2: asked, answered from the database, and received at once or after whatever comes in between. */
    boolean feed() {
        Gateway gateway = gateway();
        if (gateway.suspended) {
            return false;
        }
        Reading asked = world.ledger().begun(gateway.clock().read());
        long after = gateway.replica().feedAfter();
        world.pass(random.nextInt(100));
        LogHead head = world.mutant() == Mutant.STALE_DATABASE_READ
                ? world.database().headBefore(random.nextInt(3))
                : world.database().head();
        LogBase base = world.database().base();
        List<LogEntry> entries = world.database().after(after, 1 + random.nextInt(4), head.number());
        Optional<LogBase> told = after < base.number() ? Optional.of(base) : Optional.empty();
        received.add(() -> gateway.fed(new FeedAnswer(asked, head, told, entries)));
        return random.nextBoolean() || receive();
    }

    boolean receive() {
        if (!received.isEmpty()) {
            received.remove(random.nextInt(received.size())).run();
        }
        return true;
    }

    boolean follow() {
        return follow(gateway(), 1 + random.nextInt(12));
    }

    boolean follow(Gateway gateway, int steps) {
        if (gateway.suspended) {
            return false;
        }
        Replica replica = gateway.replica();
        replica.client().noticesBreak();
        replica.turn();
        for (int i = 0; i < steps; i++) {
            if (!advance(replica.client())) {
                replica.turn();
            }
        }
        return replica.decide();
    }
}

package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.protocol.KeeperStep;
import dev.portcullis.revocation.protocol.KeeperStep.Outcome;
import dev.portcullis.revocation.protocol.ProbeReading.ProbeResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One seeded course of events. Each schedule draws which faults it knows and how often they come: a few kinds, often,
 * reach deeper than all kinds, seldom.
 */
final class Schedule {

    /** An event, and how often it is tried. */
    private record Weighted(int weight, BooleanSupplier event) {}

    private static final int LONGEST_PASS = 120;
    private static final int MOST_ENTRIES = 10;

    private final World world;
    private final SplittableRandom random;
    private final List<Weighted> progress = new ArrayList<>();
    private final List<Weighted> faults = new ArrayList<>();
    private int progressWeight;
    private int faultWeight;
    /** What the feed has answered and no gateway has received yet. */
    private final List<Runnable> received = new ArrayList<>();

    Schedule(World.Run run, @Nullable List<String> history) {
        this.world = new World(run, history);
        this.random = world.random();
        Cluster cluster = world.cluster();
        often(2, this::commit);
        often(6, () -> run(keeper()));
        often(6, () -> run(gateway()));
        often(4, () -> decide(gateway()));
        often(8, this::keeperSteps);
        often(3, this::gatewayTurn);
        often(8, this::probeSteps);
        often(8, cluster::executeAny);
        often(8, this::deliverAny);
        often(6, cluster::replicate);
        often(2, cluster::attachAny);
        often(2, cluster::loadAny);
        often(1, cluster::goOn);
        often(1, cluster::noticeDeadLinks);
        often(random.nextInt(4) == 0 ? 3 : 0, this::feed);
        often(random.nextInt(4) == 0 ? 3 : 1, this::receive);
        often(6, this::follow);
        often(2, this::resume);
        sometimes(cluster::promote);
        sometimes(cluster::follow);
        sometimes(cluster::failOver);
        sometimes(cluster::restart);
        sometimes(cluster::hang);
        sometimes(cluster::cutOneWay);
        sometimes(cluster::halfOpen);
        sometimes(cluster::loseList);
        sometimes(cluster::flush);
        sometimes(cluster::loseSomethingElse);
        sometimes(cluster::breakConnection);
        sometimes(this::crash);
        sometimes(this::restartGateway);
        sometimes(this::suspend);
        sometimes(this::stepClock);
        sometimes(this::loseCommits);
    }

    World world() {
        return world;
    }

    private void often(int weight, BooleanSupplier event) {
        int drawn = weight * (1 << random.nextInt(4));
        progress.add(new Weighted(drawn, event));
        progressWeight += drawn;
    }

    private void sometimes(BooleanSupplier event) {
        int drawn = random.nextInt(3) != 0 ? 0 : 1 << random.nextInt(3);
        faults.add(new Weighted(drawn, event));
        faultWeight += drawn;
    }

    void play() {
        int events = 60 + random.nextInt(120);
        int faultsInHundred = 2 + random.nextInt(25);
        run(world.keepers().get(0));
        run(world.keepers().get(0));
        boolean directed = random.nextInt(2) == 0;
        Iterator<Runnable> trace = directed ? new Traces(this).any().iterator() : Collections.emptyIterator();
        int chance = 1 + random.nextInt(directed ? 30 : 100);
        for (int i = 0; i < events; i++) {
            world.pass(random.nextInt(10) == 0 ? random.nextInt(200) : random.nextInt(4));
            if (trace.hasNext() && random.nextInt(100) >= chance) {
                trace.next().run();
            } else if (faultWeight > 0 && random.nextInt(100) < faultsInHundred) {
                pick(faults, faultWeight);
            } else {
                pick(progress, progressWeight);
            }
        }
        heal();
    }

    private void pick(List<Weighted> events, int total) {
        int at = random.nextInt(total);
        for (Weighted weighted : events) {
            at -= weighted.weight;
            if (at < 0) {
                weighted.event.getAsBoolean();
                return;
            }
        }
    }

    private Keeper keeper() {
        return world.keepers().get(random.nextInt(World.KEEPERS));
    }

    private Gateway gateway() {
        return world.gateways().get(random.nextInt(2));
    }

    private boolean commit() {
        return world.database().size() < MOST_ENTRIES && commit(keeper());
    }

    boolean commit(Keeper keeper) {
        LogEntry entry = world.database().commit();
        world.note(() -> "entry " + entry.number() + " is committed, its caller waits at " + keeper);
        world.ledger().committed(entry, keeper);
        return true;
    }

    /** Part of a pass, which then stands still until it is this keeper's turn again. */
    private boolean keeperSteps() {
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
    private boolean probeSteps() {
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

    private boolean restartGateway() {
        restart(gateway());
        return true;
    }

    void restart(Gateway gateway) {
        world.note(() -> gateway + " restarts");
        gateway.restart();
    }

    private boolean gatewayTurn() {
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

    private boolean deliverAny() {
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
        for (int i = 0; i < LONGEST_PASS && !keeper.isIdle(); i++) {
            if (!advance(keeper.client())) {
                keeper.turn();
            }
        }
        return true;
    }

    /** As far as before a step of this kind. */
    void runUpTo(Keeper keeper, Class<? extends KeeperStep> kind) {
        keeper.client().noticesBreak();
        for (int i = 0; i < LONGEST_PASS && !keeper.isAbout(kind); i++) {
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
        for (int i = 0; i < LONGEST_PASS && gateway.isProbing(); i++) {
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
        for (int i = 0; i < LONGEST_PASS && gateway.isAsking(); i++) {
            advance(gateway.reader());
        }
        return true;
    }

    /** Whether something is still under way on its connection, and went on. */
    private boolean advance(Client client) {
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
    private boolean feed() {
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
        List<LogEntry> entries = world.database().after(after, 1 + random.nextInt(4), head.number());
        received.add(() -> gateway.fed(asked, head, entries));
        return random.nextBoolean() || receive();
    }

    private boolean receive() {
        if (!received.isEmpty()) {
            received.remove(random.nextInt(received.size())).run();
        }
        return true;
    }

    private boolean follow() {
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

    private boolean crash() {
        return crash(keeper());
    }

    boolean crash(Keeper keeper) {
        world.note(() -> keeper + " crashes");
        Connection connection = keeper.client().current();
        if (connection != null && random.nextBoolean()) {
            connection.cut();
        }
        keeper.client().discard();
        keeper.outcome = null;
        if (random.nextBoolean()) {
            world.ledger().moved(keeper, keeper());
        }
        return true;
    }

    private boolean suspend() {
        if (random.nextBoolean()) {
            Keeper keeper = keeper();
            keeper.suspended = true;
            world.note(() -> keeper + " is suspended");
        } else {
            Gateway gateway = gateway();
            long millis = 200 + random.nextInt(1_500);
            world.note(() -> gateway + " is suspended for " + millis + " ms");
            if (world.setup().suspends()) {
                gateway.clock().stoodStill(millis);
            }
            world.pass(millis);
        }
        return true;
    }

    private boolean resume() {
        keeper().suspended = false;
        return true;
    }

    private boolean stepClock() {
        if (world.setup().suspends()) {
            return false;
        }
        Gateway gateway = gateway();
        long millis = random.nextInt(-3_000, 3_000);
        world.note(() -> "the wall clock of " + gateway + " is stepped by " + millis + " ms");
        gateway.clock().step(millis);
        return true;
    }

    boolean loseCommits() {
        int size = world.database().size();
        if (!world.setup().databaseLoses() || size == 0) {
            return false;
        }
        List<LogEntry> lost =
                world.database().failOver(1 + random.nextInt(Math.min(2, size)), world.mutant() != Mutant.NUMBER_REUSE);
        world.note(() -> "the database fails over without " + lost.size() + " commits: "
                + World.words(world.database().head()));
        world.ledger().lost(lost);
        return true;
    }

    /** I8: faults stop; after one period of the keepers and one of the probers everything is blessed, nothing refused. */
    private void heal() {
        world.cluster().heal();
        for (Keeper keeper : world.keepers()) {
            keeper.suspended = false;
            keeper.client().discard();
        }
        world.pass(random.nextInt(250));
        for (Keeper keeper : world.keepers()) {
            tick(keeper);
        }
        world.pass(random.nextInt(333));
        for (Gateway gateway : world.gateways()) {
            gateway.suspended = false;
            gateway.prober().discard();
            gateway.reader().discard();
            run(gateway);
            if (!(gateway.lastResult instanceof ProbeResult.Proved)) {
                world.broken("I8", gateway + " has no proof: " + gateway.lastResult);
            }
            heal(gateway);
        }
    }

    private void heal(Gateway gateway) {
        int accepted = gateway.accepted;
        decide(gateway);
        Replica replica = gateway.replica();
        replica.client().discard();
        if (!catchesUp(replica)) {
            // A stream that was lost shows only when it brings nothing from one proof to the next.
            world.pass(333);
            run(gateway);
        }
        if (gateway.accepted == accepted || !catchesUp(replica)) {
            world.broken("I8", gateway + " refuses");
        }
    }

    private boolean catchesUp(Replica replica) {
        for (int i = 0; i < LONGEST_PASS && !replica.decide(); i++) {
            if (!advance(replica.client())) {
                replica.turn();
            }
        }
        return replica.decide();
    }

    /** One tick of the keeper, as {@code RedisPublisher} repeats its passes. */
    private void tick(Keeper keeper) {
        boolean moved = false;
        for (int i = 0; i < 6; i++) {
            run(keeper);
            boolean again = keeper.outcome == Outcome.AGAIN || (keeper.outcome == Outcome.MOVED && !moved);
            if (!again) {
                return;
            }
            moved = keeper.outcome == Outcome.MOVED;
        }
    }
}

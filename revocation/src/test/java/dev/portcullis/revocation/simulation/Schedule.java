package dev.portcullis.revocation.simulation;

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

    private final World world;
    private final SplittableRandom random;
    private final Moves moves;
    private final HostFaults hosts;
    private final List<Weighted> progress = new ArrayList<>();
    private final List<Weighted> faults = new ArrayList<>();
    private int progressWeight;
    private int faultWeight;

    Schedule(World.Run run, @Nullable List<String> history) {
        this.world = new World(run, history);
        this.random = world.random();
        this.moves = new Moves(world);
        this.hosts = new HostFaults(world, moves);
        mix();
    }

    private void mix() {
        Cluster cluster = world.cluster();
        ClusterFaults faulty = world.clusterFaults();
        often(2, moves::commit);
        often(1, moves::lift);
        often(6, () -> moves.run(moves.keeper()));
        often(6, () -> moves.run(moves.gateway()));
        often(4, () -> moves.decide(moves.gateway()));
        often(8, moves::keeperSteps);
        often(3, moves::gatewayTurn);
        often(8, moves::probeSteps);
        often(8, cluster::executeAny);
        often(8, moves::deliverAny);
        often(6, cluster::replicate);
        often(2, cluster::attachAny);
        often(2, cluster::loadAny);
        often(1, faulty::goOn);
        often(1, cluster::noticeDeadLinks);
        often(random.nextInt(4) == 0 ? 3 : 0, moves::feed);
        often(random.nextInt(4) == 0 ? 3 : 1, moves::receive);
        often(6, moves::follow);
        often(2, hosts::resume);
        sometimes(faulty::promote);
        sometimes(faulty::follow);
        sometimes(faulty::failOver);
        sometimes(faulty::restart);
        sometimes(faulty::hang);
        sometimes(faulty::cutOneWay);
        sometimes(faulty::halfOpen);
        sometimes(faulty::loseList);
        sometimes(faulty::flush);
        sometimes(faulty::loseSomethingElse);
        sometimes(faulty::breakConnection);
        sometimes(hosts::crash);
        sometimes(hosts::restartGateway);
        sometimes(hosts::suspend);
        sometimes(hosts::stepClock);
        sometimes(hosts::loseCommits);
        sometimes(moves::prune);
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
        moves.run(world.keepers().get(0));
        moves.run(world.keepers().get(0));
        boolean directed = random.nextInt(2) == 0;
        Iterator<Runnable> trace =
                directed ? new Traces(world, moves, hosts).any().iterator() : Collections.emptyIterator();
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
        new Healing(world, moves).play();
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
}

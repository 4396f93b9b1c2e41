package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.protocol.KeeperStep;
import java.util.Arrays;
import java.util.List;

/** What the traces are made of, and who plays in them. What does not fit the world as it is by then is left out. */
abstract class Ingredients {

    final World world;
    final Moves moves;
    final HostFaults hosts;
    final Keeper k0;
    final Keeper k1;
    final Keeper k2;
    final Gateway gateway;
    final Node a;
    final Node b;
    final Node c;

    Ingredients(World world, Moves moves, HostFaults hosts) {
        this.world = world;
        this.moves = moves;
        this.hosts = hosts;
        int first = world.random().nextInt(World.KEEPERS);
        this.k0 = world.keepers().get(first);
        this.k1 = world.keepers().get((first + 1) % World.KEEPERS);
        this.k2 = world.keepers().get((first + 2) % World.KEEPERS);
        this.gateway = world.gateways().get(world.random().nextInt(2));
        List<Node> nodes = world.cluster().nodes();
        int last = nodes.size() - 1;
        boolean swap = world.random().nextBoolean();
        this.a = nodes.get(0);
        this.b = nodes.get(swap ? last : Math.min(1, last));
        this.c = nodes.get(swap ? Math.min(1, last) : last);
    }

    final Runnable copyAt(Node node) {
        return () -> {
            gateway.replica().client().moveTo(node);
            moves.follow(gateway, 2);
        };
    }

    final Runnable copySteps(int most) {
        return () -> moves.follow(gateway, 1 + world.random().nextInt(most));
    }

    final Runnable commit(Keeper keeper) {
        return () -> moves.commit(keeper);
    }

    final Runnable loseCommit() {
        return hosts::loseCommits;
    }

    final Runnable crash(Keeper keeper) {
        return () -> hosts.crash(keeper);
    }

    final Runnable at(Keeper keeper, Node node) {
        return () -> {
            if (keeper.isIdle()) {
                keeper.client().moveTo(node);
            }
        };
    }

    final Runnable at(Node node) {
        return () -> gateway.prober().moveTo(node);
    }

    final Runnable begin(Keeper keeper) {
        return keeper::turn;
    }

    final Runnable full(Keeper keeper) {
        return () -> moves.run(keeper);
    }

    @SafeVarargs
    final Runnable upTo(Keeper keeper, Class<? extends KeeperStep>... kinds) {
        return () ->
                moves.runUpTo(keeper, Arrays.asList(kinds).get(world.random().nextInt(kinds.length)));
    }

    /** Mostly: a gateway that has proved more before is not deceived. */
    final Runnable fresh() {
        return () -> ifFit(world.random().nextInt(4) != 0, () -> hosts.restart(gateway));
    }

    final Runnable probe() {
        return () -> moves.run(gateway);
    }

    final Runnable steps(Gateway of, int least) {
        return () -> moves.probeSteps(of, least + world.random().nextInt(2));
    }

    final Runnable decide(Node node) {
        return () -> {
            gateway.reader().moveTo(node);
            moves.decide(gateway);
        };
    }

    final Runnable promote(Node node) {
        return () ->
                ifFit(!node.master && !node.hung, () -> world.clusterFaults().promote(node));
    }

    final Runnable follow(Node node, Node master) {
        return () -> ifFit(
                node != master && master.master, () -> world.clusterFaults().followAndLoad(node, master, false));
    }

    final Runnable followAlive(Node node, Node master) {
        return () -> ifFit(
                node != master && master.master, () -> world.clusterFaults().followAndLoad(node, master, true));
    }

    private static void ifFit(boolean fit, Runnable event) {
        if (fit) {
            event.run();
        }
    }

    final Runnable restart(Node node) {
        return () -> world.clusterFaults().restart(node);
    }

    final Runnable lose(Node node) {
        return () -> ifFit(
                node.master,
                () -> node.write(node.dataset().with(null, node.dataset().log())));
    }

    final Runnable settle() {
        return () -> world.cluster().replicateAll();
    }

    final Runnable lag(Node node) {
        return () -> {
            world.cluster().replicateAll();
            if (node.upstream != null) {
                node.upstream.noDataDown = true;
            }
        };
    }
}

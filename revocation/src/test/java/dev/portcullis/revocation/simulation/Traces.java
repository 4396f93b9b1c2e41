package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.protocol.KeeperStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The traces that break weaker protocols, as ingredients that a schedule mixes with chance: which nodes and keepers play
 * is drawn, and anything may come in between.
 */
final class Traces {

    private final World world;
    private final Schedule schedule;
    private final Keeper k0;
    private final Keeper k1;
    private final Keeper k2;
    private final Gateway gateway;
    private final Node a;
    private final Node b;
    private final Node c;

    Traces(Schedule schedule) {
        this.world = schedule.world();
        this.schedule = schedule;
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

    /** One that the number of nodes allows. */
    List<Runnable> any() {
        List<List<Runnable>> all = new ArrayList<>(List.of(staleRebuild(), lostTail(), repeatedNumber()));
        if (world.setup().nodes() > 1) {
            all.addAll(List.of(staleBlessing(), deposedMaster(), waitElsewhere()));
        }
        if (world.setup().nodes() > 2) {
            all.addAll(List.of(
                    laggingPromotion(),
                    backToTheDeposed(),
                    copiedBlessing(),
                    listThatFallsBack(),
                    halfOpenConfirmation()));
        }
        return all.get(world.random().nextInt(all.size()));
    }

    /** T1. */
    private List<Runnable> laggingPromotion() {
        return List.of(
                lag(c), commit(k0), at(k0, a), full(k0), promote(c), follow(a, c), fresh(), at(c), probe(), decide(c));
    }

    /** T12. */
    private List<Runnable> listThatFallsBack() {
        return List.of(
                lag(c),
                commit(k0),
                at(k0, a),
                full(k0),
                fresh(),
                copyAt(b),
                promote(c),
                followAlive(b, c),
                copySteps(2),
                at(k1, c),
                full(k1),
                settle(),
                copySteps(8),
                at(c),
                probe(),
                copySteps(8));
    }

    private Runnable copyAt(Node node) {
        return () -> {
            gateway.replica().client().moveTo(node);
            schedule.follow(gateway, 2);
        };
    }

    private Runnable copySteps(int most) {
        return () -> schedule.follow(gateway, 1 + world.random().nextInt(most));
    }

    /** T2, T5 and T11. */
    private List<Runnable> lostTail() {
        return List.of(
                begin(k0),
                commit(k1),
                at(k1, a),
                full(k1),
                restart(a),
                at(k0, a),
                full(k0),
                fresh(),
                at(a),
                probe(),
                decide(a));
    }

    /** T3. */
    private List<Runnable> staleBlessing() {
        return List.of(
                promote(b),
                at(k0, b),
                upTo(k0, KeeperStep.Append.class),
                commit(k1),
                at(k1, a),
                full(k1),
                full(k0),
                follow(a, b),
                fresh(),
                at(b),
                probe(),
                decide(b));
    }

    /** T4. */
    private List<Runnable> backToTheDeposed() {
        return List.of(
                promote(b),
                follow(c, b),
                commit(k0),
                at(k0, b),
                full(k0),
                follow(c, a),
                fresh(),
                at(a),
                probe(),
                decide(a));
    }

    /** T6 and T6'. */
    private List<Runnable> copiedBlessing() {
        return List.of(
                settle(),
                lag(c),
                commit(k0),
                at(k0, a),
                full(k0),
                fresh(),
                at(a),
                steps(gateway, 3),
                promote(c),
                followAlive(a, c),
                probe(),
                decide(a));
    }

    /** T7. */
    private List<Runnable> staleRebuild() {
        return List.of(
                at(k0, a),
                at(k1, a),
                at(k2, a),
                upTo(k0, KeeperStep.Bless.class, KeeperStep.Append.class),
                lose(a),
                upTo(k1, KeeperStep.Install.class),
                commit(k2),
                full(k2),
                lose(a),
                upTo(k1, KeeperStep.ReadEntries.class),
                full(k0),
                fresh(),
                at(a),
                probe(),
                decide(a));
    }

    /** T8. */
    private List<Runnable> waitElsewhere() {
        return List.of(
                promote(b), at(k1, b), full(k1), commit(k0), at(k0, a), full(k0), fresh(), at(b), probe(), decide(b));
    }

    /** T9. */
    private List<Runnable> halfOpenConfirmation() {
        return List.of(
                promote(b),
                follow(c, b),
                at(k1, b),
                full(k1),
                commit(k0),
                at(k0, a),
                full(k0),
                at(k0, a),
                full(k0),
                fresh(),
                at(b),
                probe(),
                decide(b));
    }

    /** T10. */
    private List<Runnable> deposedMaster() {
        return List.of(promote(b), commit(k0), at(k0, b), full(k0), fresh(), at(a), probe(), decide(a));
    }

    /** T13. */
    private List<Runnable> repeatedNumber() {
        return List.of(
                commit(k0),
                at(k0, a),
                upTo(k0, KeeperStep.Confirm.class),
                crash(k0),
                loseCommit(),
                commit(k1),
                at(k1, a),
                full(k1),
                fresh(),
                at(a),
                probe(),
                decide(a));
    }

    private Runnable commit(Keeper keeper) {
        return () -> schedule.commit(keeper);
    }

    private Runnable loseCommit() {
        return schedule::loseCommits;
    }

    private Runnable crash(Keeper keeper) {
        return () -> schedule.crash(keeper);
    }

    private Runnable at(Keeper keeper, Node node) {
        return () -> {
            if (keeper.isIdle()) {
                keeper.client().moveTo(node);
            }
        };
    }

    private Runnable at(Node node) {
        return () -> gateway.prober().moveTo(node);
    }

    private Runnable begin(Keeper keeper) {
        return keeper::turn;
    }

    private Runnable full(Keeper keeper) {
        return () -> schedule.run(keeper);
    }

    @SafeVarargs
    private Runnable upTo(Keeper keeper, Class<? extends KeeperStep>... kinds) {
        return () ->
                schedule.runUpTo(keeper, Arrays.asList(kinds).get(world.random().nextInt(kinds.length)));
    }

    /** Mostly: a gateway that has proved more before is not deceived. */
    private Runnable fresh() {
        return () -> ifFit(world.random().nextInt(4) != 0, () -> schedule.restart(gateway));
    }

    private Runnable probe() {
        return () -> schedule.run(gateway);
    }

    private Runnable steps(Gateway of, int least) {
        return () -> schedule.probeSteps(of, least + world.random().nextInt(2));
    }

    private Runnable decide(Node node) {
        return () -> {
            gateway.reader().moveTo(node);
            schedule.decide(gateway);
        };
    }

    private Runnable promote(Node node) {
        return () -> ifFit(!node.master && !node.hung, () -> world.cluster().promote(node));
    }

    private Runnable follow(Node node, Node master) {
        return () ->
                ifFit(node != master && master.master, () -> world.cluster().followAndLoad(node, master, false));
    }

    private Runnable followAlive(Node node, Node master) {
        return () ->
                ifFit(node != master && master.master, () -> world.cluster().followAndLoad(node, master, true));
    }

    private static void ifFit(boolean fit, Runnable event) {
        if (fit) {
            event.run();
        }
    }

    private Runnable restart(Node node) {
        return () -> world.cluster().restart(node);
    }

    private Runnable lose(Node node) {
        return () -> ifFit(
                node.master,
                () -> node.write(node.dataset().with(null, node.dataset().log())));
    }

    private Runnable settle() {
        return () -> world.cluster().replicateAll();
    }

    private Runnable lag(Node node) {
        return () -> {
            world.cluster().replicateAll();
            if (node.upstream != null) {
                node.upstream.noDataDown = true;
            }
        };
    }
}

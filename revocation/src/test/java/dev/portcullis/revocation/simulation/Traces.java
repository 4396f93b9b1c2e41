package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.protocol.KeeperStep;
import java.util.ArrayList;
import java.util.List;

/**
 * The traces that break weaker protocols, as ingredients that a schedule mixes with chance: which nodes and keepers play
 * is drawn, and anything may come in between.
 */
final class Traces extends Ingredients {

    Traces(World world, Moves moves, HostFaults hosts) {
        super(world, moves, hosts);
    }

    /** One that the number of nodes allows. */
    List<Runnable> any() {
        List<List<Runnable>> all =
                new ArrayList<>(List.of(staleRebuild(), lostTail(), repeatedNumber(), answerOfALostHistory()));
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

    /** What was lost is still being published when its number is given again. */
    private List<Runnable> answerOfALostHistory() {
        return List.of(
                commit(k0),
                at(k0, a),
                upTo(k0, KeeperStep.Append.class, KeeperStep.Confirm.class),
                loseCommit(),
                commit(k0),
                full(k0),
                fresh(),
                at(a),
                probe(),
                decide(a));
    }
}

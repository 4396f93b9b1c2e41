package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.protocol.KeeperStep.Outcome;
import dev.portcullis.revocation.protocol.ProbeReading.ProbeResult;

/** The end of each schedule: whether all is well again once nothing goes wrong any more. */
final class Healing {

    private final World world;
    private final Moves moves;

    Healing(World world, Moves moves) {
        this.world = world;
        this.moves = moves;
    }

    /** I8: faults stop; after one period of the keepers and one of the probers everything is blessed, nothing refused. */
    void play() {
        world.cluster().heal();
        for (Keeper keeper : world.keepers()) {
            keeper.suspended = false;
            keeper.client().discard();
        }
        world.pass(world.random().nextInt(250));
        for (Keeper keeper : world.keepers()) {
            tick(keeper);
        }
        world.pass(world.random().nextInt(333));
        for (Gateway gateway : world.gateways()) {
            gateway.suspended = false;
            gateway.prober().discard();
            gateway.reader().discard();
            moves.run(gateway);
            if (!(gateway.lastResult instanceof ProbeResult.Proved)) {
                world.broken("I8", gateway + " has no proof: " + gateway.lastResult);
            }
            check(gateway);
        }
    }

    private void check(Gateway gateway) {
        int accepted = gateway.accepted;
        moves.decide(gateway);
        Replica replica = gateway.replica();
        replica.client().discard();
        if (!catchesUp(replica)) {
            // A stream that was lost shows only when it brings nothing from one proof to the next.
            world.pass(333);
            moves.run(gateway);
        }
        if (gateway.accepted == accepted || !catchesUp(replica)) {
            world.broken("I8", gateway + " refuses");
        }
    }

    private boolean catchesUp(Replica replica) {
        for (int i = 0; i < World.LONGEST_PASS && !replica.decide(); i++) {
            if (!moves.advance(replica.client())) {
                replica.turn();
            }
        }
        return replica.decide();
    }

    /** One tick of the keeper, as {@code RedisPublisher} repeats its passes. */
    private void tick(Keeper keeper) {
        boolean moved = false;
        for (int i = 0; i < 6; i++) {
            moves.run(keeper);
            boolean again = keeper.outcome == Outcome.AGAIN || (keeper.outcome == Outcome.MOVED && !moved);
            if (!again) {
                return;
            }
            moved = keeper.outcome == Outcome.MOVED;
        }
    }
}

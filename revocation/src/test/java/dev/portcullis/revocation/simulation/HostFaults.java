package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogEntry;
import java.util.List;
import java.util.SplittableRandom;

/** What goes wrong with the hosts of keepers and gateways, and with the database. */
final class HostFaults {

    private final World world;
    private final Moves moves;
    private final SplittableRandom random;

    HostFaults(World world, Moves moves) {
        this.world = world;
        this.moves = moves;
        this.random = world.random();
    }

    boolean restartGateway() {
        restart(moves.gateway());
        return true;
    }

    void restart(Gateway gateway) {
        world.note(() -> gateway + " restarts");
        gateway.restart();
    }

    boolean crash() {
        return crash(moves.keeper());
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
            world.ledger().moved(keeper, moves.keeper());
        }
        return true;
    }

    boolean suspend() {
        if (random.nextBoolean()) {
            Keeper keeper = moves.keeper();
            keeper.suspended = true;
            world.note(() -> keeper + " is suspended");
        } else {
            Gateway gateway = moves.gateway();
            long millis = 200 + random.nextInt(1_500);
            world.note(() -> gateway + " is suspended for " + millis + " ms");
            if (world.setup().suspends()) {
                gateway.clock().stoodStill(millis);
            }
            world.pass(millis);
        }
        return true;
    }

    boolean resume() {
        moves.keeper().suspended = false;
        return true;
    }

    boolean stepClock() {
        if (world.setup().suspends()) {
            return false;
        }
        Gateway gateway = moves.gateway();
        long millis = random.nextInt(-3_000, 3_000);
        world.note(() -> "the wall clock of " + gateway + " is stepped by " + millis + " ms");
        gateway.clock().step(millis);
        return true;
    }

    boolean loseCommits() {
        int size = world.database().kept();
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
}

package dev.portcullis.revocation.simulation;

import static org.assertj.core.api.Assertions.fail;

import dev.portcullis.revocation.simulation.World.Run;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SimulationTests {

    @Test
    void noScheduleBreaksAnInvariant() {
        int schedules = Integer.getInteger("portcullis.simulation.schedules", 20_000);
        long acks = 0, proofs = 0, decisions = 0;
        long begun = System.nanoTime();
        for (long seed = 1; seed <= schedules; seed++) {
            Schedule schedule = new Schedule(new Run(seed, Mutant.NONE, false), null);
            try {
                schedule.play();
            } catch (Violation | RuntimeException violation) {
                List<String> history = new ArrayList<>();
                try {
                    new Schedule(new Run(seed, Mutant.NONE, false), history).play();
                } catch (Violation | RuntimeException again) {
                    fail("seed " + seed + "\n" + String.join("\n", history) + "\n" + again, again);
                }
            }
            acks += schedule.world().ledger().acknowledgedCount();
            proofs += schedule.world().ledger().proofs;
            decisions += schedule.world().ledger().decisions;
        }
        System.out.println("acks " + acks + " proofs " + proofs + " decisions " + decisions + " ms "
                + (System.nanoTime() - begun) / 1_000_000);
    }
}

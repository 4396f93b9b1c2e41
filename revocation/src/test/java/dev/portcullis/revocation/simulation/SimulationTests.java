package dev.portcullis.revocation.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.portcullis.revocation.simulation.World.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The shipped machines through seeded schedules (docs/simulation.md). */
final class SimulationTests {

    /** {@code -Psimulate} plays more. */
    private static final long SCHEDULES = Long.getLong("portcullis.simulation.schedules", 20_000);

    /** One schedule alone, to read it. */
    private static final long ONE = Long.getLong("portcullis.simulation.seed", 0);

    @Test
    void noScheduleBreaksAnInvariant() {
        Tally tally = new Tally();

        seeds().forEach(seed -> play(seed, tally));

        if (ONE == 0) {
            // A world in which nothing happens breaks nothing either.
            assertThat(tally.acknowledged).isGreaterThan(SCHEDULES);
            assertThat(tally.proofs).isGreaterThan(2 * SCHEDULES);
            assertThat(tally.decisions).isGreaterThan(4 * SCHEDULES);
        }
    }

    @Test
    void seedPlaysTheSameScheduleAgain() {
        assertThat(historyOf(7)).isEqualTo(historyOf(7)).contains("\n20. ");
        assertThat(historyOf(7)).isNotEqualTo(historyOf(8));
    }

    private static LongStream seeds() {
        return ONE == 0 ? LongStream.rangeClosed(1, SCHEDULES) : LongStream.of(ONE);
    }

    private static void play(long seed, Tally tally) {
        Schedule schedule = new Schedule(new Run(seed, Mutant.NONE, false), null);
        try {
            schedule.play();
        } catch (Violation | RuntimeException broken) {
            fail("Schedule " + seed + " (-Dportcullis.simulation.seed=" + seed + ")\n" + historyOf(seed), broken);
        }
        tally.add(schedule.world().ledger());
    }

    private static String historyOf(long seed) {
        List<String> history = new ArrayList<>();
        try {
            new Schedule(new Run(seed, Mutant.NONE, false), history).play();
        } catch (Violation | RuntimeException broken) {
            history.add(broken.toString());
        }
        StringBuilder numbered = new StringBuilder();
        for (int i = 0; i < history.size(); i++) {
            numbered.append(i + 1).append(". ").append(history.get(i)).append('\n');
        }
        return numbered.toString();
    }

    /** What has happened in all schedules. */
    private static final class Tally {
        private long acknowledged;
        private long proofs;
        private long decisions;

        void add(Ledger ledger) {
            acknowledged += ledger.acknowledgedCount();
            proofs += ledger.proofs;
            decisions += ledger.decisions;
        }
    }
}

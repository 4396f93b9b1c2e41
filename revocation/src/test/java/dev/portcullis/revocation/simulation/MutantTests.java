package dev.portcullis.revocation.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.simulation.World.Run;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The test of the test: each rule of the protocol that is taken away is missed. */
final class MutantTests {

    private static final int SCHEDULES = 20_000;

    /** With what shows first that the rule is gone, and whether a gateway then decides without an acknowledged entry. */
    static Stream<Arguments> mutants() {
        return Stream.of(
                Arguments.of(Mutant.NO_REPLID, "I2", true),
                Arguments.of(Mutant.NO_NONCE, "I2", true),
                Arguments.of(Mutant.NO_ATTACHMENTS, "I2", true),
                Arguments.of(Mutant.DATABASE_READ_FIRST, "I6", true),
                Arguments.of(Mutant.STALE_DATABASE_READ, "I6", true),
                Arguments.of(Mutant.FLOOR_DROPPED, "I3", true),
                Arguments.of(Mutant.INFO_BEFORE_LIST, "I2", true),
                // A rename only ever brings a longer list, so that a blessing which outlived it would still be true.
                Arguments.of(Mutant.BLESSING_KEPT_OVER_RENAME, "I7", false),
                Arguments.of(Mutant.WAIT_AFTER_RECONNECT, "I5", true),
                Arguments.of(Mutant.REPEAT_WITHOUT_WRITE, "I2", true),
                Arguments.of(Mutant.QUORUMS_TOO_SMALL, "I2", true),
                Arguments.of(Mutant.END_ONLY_HEAD_CHECK, "I3", true),
                Arguments.of(Mutant.NUMBER_REUSE, "I5", true),
                Arguments.of(Mutant.NUMBER_ALONE, "I5", true),
                // What is lifted too early is revoked for too long, which is no loss, but not what the log says.
                Arguments.of(Mutant.LIFT_BEFORE_REVOCATION, "I3", true),
                Arguments.of(Mutant.LIFT_FOR_EVER, "I3", true),
                // A keeper that asks for what is gone publishes nothing more, and never anything wrong.
                Arguments.of(Mutant.BASE_IGNORED, "I8", false),
                Arguments.of(Mutant.PRUNED_TOO_EARLY, "I3", true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void mutantDies(Mutant mutant, String invariant, boolean missesAnEntry) {
        assertThat(seedThatBreaks(mutant, Set.of(invariant), false)).isPositive();
        if (missesAnEntry) {
            assertThat(seedThatBreaks(mutant, Set.of("I3", "promise"), true)).isPositive();
        }
    }

    @Test
    void everyMutantIsTried() {
        Set<Object> tried = new HashSet<>();
        mutants().forEach(arguments -> tried.add(arguments.get()[0]));

        assertThat(tried).hasSize(Mutant.values().length - 1).doesNotContain(Mutant.NONE);
    }

    /** The first seed whose schedule breaks one of these; 0 where none does. */
    private static long seedThatBreaks(Mutant mutant, Set<String> invariants, boolean promiseOnly) {
        for (long seed = 1; seed <= SCHEDULES; seed++) {
            try {
                new Schedule(new Run(seed, mutant, promiseOnly), null).play();
            } catch (Violation violation) {
                if (invariants.contains(violation.invariant())) {
                    return seed;
                }
            }
        }
        return 0;
    }
}

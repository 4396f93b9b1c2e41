package dev.portcullis.revocation.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.protocol.KeeperStep.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RepeatsTests {

    private final Repeats repeats = new Repeats();

    @ParameterizedTest
    @EnumSource(names = {"AGAIN", "MOVED"})
    void passThatHasMoreToDoIsRepeatedAtOnceAndNotTwice(Outcome outcome) {
        assertThat(repeats.atOnce(outcome)).isTrue();
        assertThat(repeats.atOnce(outcome)).isFalse();
        assertThat(repeats.atOnce(outcome)).isFalse();
    }

    @Test
    void twoReasonsInTurnAreNotRepeatedWithoutAnEndEither() {
        assertThat(repeats.atOnce(Outcome.MOVED)).isTrue();
        assertThat(repeats.atOnce(Outcome.AGAIN)).isFalse();
    }

    @Test
    void passThatIsDoneIsNotRepeatedAndLetsTheNextBe() {
        repeats.atOnce(Outcome.AGAIN);

        assertThat(repeats.atOnce(Outcome.DONE)).isFalse();
        assertThat(repeats.atOnce(Outcome.AGAIN)).isTrue();
    }
}

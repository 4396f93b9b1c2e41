package dev.portcullis.revocation.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.protocol.ProbeReading.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Max-staleness is one second. */
final class DoubtsTests {

    private final Doubts doubts = new Doubts(ofSeconds(1));

    @ParameterizedTest
    @EnumSource(names = {"NOT_A_MASTER", "NOT_CONFIRMED"})
    void nodeThatIsNoMasterOrCannotHaveItConfirmedIsLeftAtOnce(Reason reason) {
        assertThat(doubts.pointElsewhere(reason, at(0))).isTrue();
        assertThat(doubts.pointElsewhere(reason, at(333))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"NOT_A_MASTER", "NOT_CONFIRMED"})
    void anyOtherDoubtLeadsElsewhereOnlyOnceItLasts(Reason reason) {
        assertThat(doubts.pointElsewhere(reason, at(0))).isFalse();
        assertThat(doubts.pointElsewhere(reason, at(999))).isFalse();
        assertThat(doubts.pointElsewhere(reason, at(1_000))).isTrue();
        assertThat(doubts.pointElsewhere(reason, at(1_999))).isFalse();
        assertThat(doubts.pointElsewhere(reason, at(2_000))).isTrue();
    }

    @Test
    void proofInBetweenEndsADoubt() {
        doubts.pointElsewhere(Reason.NOT_BLESSED, at(0));

        doubts.dispelled();

        assertThat(doubts.pointElsewhere(Reason.NOT_BLESSED, at(1_500))).isFalse();
    }

    @Test
    void anotherProcessThanTheLastIsNoticedAndTheFirstIsNot() {
        assertThat(doubts.anotherAnswers("a")).isFalse();
        assertThat(doubts.anotherAnswers("a")).isFalse();
        assertThat(doubts.anotherAnswers("b")).isTrue();
        assertThat(doubts.anotherAnswers("b")).isFalse();
    }

    private static Reading at(long millis) {
        return new Reading(millis * 1_000_000, millis);
    }
}

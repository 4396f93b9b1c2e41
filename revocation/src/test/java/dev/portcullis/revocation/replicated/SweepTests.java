package dev.portcullis.revocation.replicated;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.memory.Expiry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SweepTests {

    private static final long NOW = 2_000_000_000_000L;
    private static final long MARGIN = 300_000;
    private static final long HOUR = 3_600_000;

    @Test
    void anEntryOfATokenIsOverFiveMinutesAfterItHasCeasedToMatter() {
        Expiry expiry = Sweep.at(NOW, Duration.ofHours(1));

        for (char kind : new char[] {'t', 'u', 's', 'k'}) {
            assertThat(expiry.isOver(kind, NOW - MARGIN)).isFalse();
            assertThat(expiry.isOver(kind, NOW - MARGIN - 1)).isTrue();
        }
    }

    @Test
    void aCutOffIsOverAHorizonLater() {
        Expiry expiry = Sweep.at(NOW, Duration.ofHours(1));

        for (char kind : new char[] {'p', 'c', 'i'}) {
            assertThat(expiry.isOver(kind, NOW - MARGIN - HOUR)).isFalse();
            assertThat(expiry.isOver(kind, NOW - MARGIN - HOUR - 1)).isTrue();
        }
    }

    @Test
    void aKindThatIsNotKnownStays() {
        Expiry expiry = Sweep.at(NOW, Duration.ofHours(1));

        assertThat(expiry.isOver('z', 0)).isFalse();
    }

    @Test
    void aWallClockThatStepsForwardsForAWhileSweepsNothingThatStillMatters() {
        Reading started = new Reading(0, NOW);
        Reading aDayAhead = new Reading(60_000_000_000L, NOW + 60_000 + 24 * HOUR);
        Expiry expiry = Sweep.at(Sweep.time(started, aDayAhead), Duration.ofHours(1));

        assertThat(expiry.isOver('t', NOW + HOUR)).isFalse();
        assertThat(expiry.isOver('t', NOW + 60_000 - MARGIN)).isFalse();
        assertThat(expiry.isOver('t', NOW + 60_000 - MARGIN - 1)).isTrue();
    }

    @Test
    void aWallClockThatStepsBackwardsIsTheOneToSweepBy() {
        Reading started = new Reading(0, NOW);

        assertThat(Sweep.time(started, new Reading(60_000_000_000L, NOW - HOUR)))
                .isEqualTo(NOW - HOUR);
    }
}

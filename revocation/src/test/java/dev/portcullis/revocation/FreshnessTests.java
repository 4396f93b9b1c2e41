package dev.portcullis.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.TwinClock.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FreshnessTests {

    private static final Duration MAX_STALENESS = Duration.ofSeconds(1);

    private Reading now = new Reading(0, 0);
    private final Freshness freshness = new Freshness(MAX_STALENESS, () -> now);

    @Test
    void nothingIsFreshBeforeTheFirstProof() {
        assertThat(freshness.current()).isEmpty();
        assertThat(freshness.staleness()).isEmpty();
    }

    @Test
    void proofHoldsToTheLastNanosecondAndNotBeyond() {
        freshness.accept(new Proof(at(0, 0), 1, 7));

        now = at(MAX_STALENESS.toNanos(), 0);
        assertThat(freshness.current()).isPresent();
        now = at(MAX_STALENESS.toNanos() + 1, 0);
        assertThat(freshness.current()).isEmpty();
    }

    @Test
    void suspendedHostIsNoticedByTheWallClockAlone() {
        freshness.accept(new Proof(at(0, 0), 1, 7));

        now = at(0, 1_001);

        assertThat(freshness.current()).isEmpty();
    }

    @Test
    void wallClockSteppedBackDoesNotMakeAnOldProofYoung() {
        freshness.accept(new Proof(at(0, 10_000), 1, 7));

        now = at(MAX_STALENESS.toNanos() + 1, 0);

        assertThat(freshness.current()).isEmpty();
    }

    @Test
    void floorNeverGoesDownWithinAnEpoch() {
        freshness.accept(new Proof(at(0, 0), 1, 7));
        freshness.accept(new Proof(at(10, 0), 1, 3));

        assertThat(freshness.current()).contains(new Proof(at(10, 0), 1, 7));
    }

    @Test
    void olderEpochProvesNothingAnyMoreAndANewerOneStartsItsOwnFloor() {
        freshness.accept(new Proof(at(0, 0), 2, 7));
        freshness.accept(new Proof(at(10, 0), 1, 9));
        assertThat(freshness.current()).contains(new Proof(at(0, 0), 2, 7));

        freshness.accept(new Proof(at(20, 0), 3, 1));
        assertThat(freshness.current()).contains(new Proof(at(20, 0), 3, 1));
    }

    private static Reading at(long nanos, long millis) {
        return new Reading(nanos, millis);
    }
}

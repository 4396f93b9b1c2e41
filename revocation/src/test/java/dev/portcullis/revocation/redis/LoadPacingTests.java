package dev.portcullis.revocation.redis;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A read that brings nothing takes 100 ms, the longest pause 6.4 s. */
final class LoadPacingTests {

    private final LoadPacing pacing = new LoadPacing(ofMillis(100));

    @Test
    void firstLoadWaitsForNothingAndEachFurtherOneTwiceAsLongUpToABound() {
        assertThat(pacing.pause()).isEqualTo(ZERO);
        pacing.begun();
        assertThat(pacing.pause()).isEqualTo(ofMillis(100));
        pacing.begun();
        assertThat(pacing.pause()).isEqualTo(ofMillis(200));

        IntStream.range(0, 20).forEach(i -> pacing.begun());
        assertThat(pacing.pause()).isEqualTo(ofMillis(6_400));
    }

    @Test
    void loadFromWhichAnEntryGoesOnEndsTheRow() {
        pacing.begun();
        pacing.followed(false);
        assertThat(pacing.inDoubt()).isTrue();

        pacing.followed(true);

        assertThat(pacing.inDoubt()).isFalse();
        assertThat(pacing.pause()).isEqualTo(ZERO);
    }

    @Test
    void loadThatStoodForAsLongAsTheLongestPauseEndsTheRowWithoutAnEntry() {
        pacing.begun();
        IntStream.range(0, 64).forEach(i -> pacing.followed(false));
        assertThat(pacing.inDoubt()).isTrue();

        pacing.followed(false);

        assertThat(pacing.pause()).isEqualTo(ZERO);
    }

    @Test
    void readsOfTheLoadBeforeDoNotSpeakForTheNext() {
        pacing.begun();
        IntStream.range(0, 64).forEach(i -> pacing.followed(false));

        pacing.begun();
        pacing.followed(false);

        assertThat(pacing.pause()).isEqualTo(ofMillis(200));
    }
}

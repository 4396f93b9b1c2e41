package dev.portcullis.gateway.stream;

import static dev.portcullis.gateway.stream.StreamTokens.REFUSED;
import static dev.portcullis.gateway.stream.StreamTokens.USUAL;
import static dev.portcullis.gateway.verification.TestTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** How long a stream is open, and when it is forgotten. */
final class OpenStreamsTests {

    private final StreamScene scene = new StreamScene();

    @Test
    void lastInstantOfItsTokenLeavesItOpenAndTheNextCutsIt() {
        scene.openAndKept();

        scene.tickAt(REFUSED.minusNanos(1));
        assertThat(scene.ends).isEmpty();
        scene.tickAt(REFUSED);
        assertThat(scene.ends).containsExactly(StreamEnd.TOKEN_EXPIRED);

        scene.tickAt(REFUSED.plusSeconds(1));
        assertThat(scene.kept()).isZero();
        assertThat(scene.ends).hasSize(1);
        assertThat(scene.registry
                        .get("portcullis.gateway.streams.ended")
                        .tag("code", "token_expired")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void clockThatIsSetForthCutsAndOneSetBackLeavesOpen() {
        scene.openAndKept();

        scene.tickAt(NOW.minusSeconds(86_400));
        assertThat(scene.ends).isEmpty();
        scene.tickAt(NOW.plusSeconds(86_400));
        assertThat(scene.ends).hasSize(1);
        scene.tickAt(NOW);
        scene.open();
        scene.tickAt(NOW);
        assertThat(scene.ends).hasSize(1);
        assertThat(scene.kept()).isOne();
    }

    @Test
    void closedStreamIsForgottenAndNeverCut() {
        OpenStream stream = scene.openAndKept();

        stream.close();
        scene.tickAt(REFUSED);

        assertThat(scene.kept()).isZero();
        assertThat(scene.ends).isEmpty();
    }

    @Test
    void streamThatClosesWhileItIsKeptLeavesNothing() {
        OpenStream stream = scene.open();
        scene.now.set(() -> {
            stream.close();
            return NOW;
        });

        scene.time.advanceTimeBy(OpenStreams.TICK);

        assertThat(scene.kept()).isZero();
    }

    @Test
    void streamThatStumblesKeepsNoOtherOpenAndTheTicksGoOn() {
        scene.streams.open(StreamTokens.valid(), USUAL, end -> {
            throw new IllegalStateException("a defect");
        });
        scene.open();
        scene.tickAt(NOW);

        scene.tickAt(REFUSED);
        assertThat(scene.ends).hasSize(1);
        assertThat(scene.defects()).isOne();

        scene.now.set(() -> {
            throw new IllegalStateException("a defect");
        });
        scene.time.advanceTimeBy(OpenStreams.TICK);
        scene.open();
        scene.tickAt(REFUSED);
        assertThat(scene.ends).hasSize(2);
    }

    @Test
    void cancelledWaitForAnEndLeavesNothing() {
        Disposable wait = scene.streams.endOf(StreamTokens.valid(), USUAL).subscribe(scene.ends::add);
        scene.tickAt(NOW);
        assertThat(scene.kept()).isOne();

        wait.dispose();
        scene.tickAt(REFUSED);

        assertThat(scene.kept()).isZero();
        assertThat(scene.ends).isEmpty();
    }
}

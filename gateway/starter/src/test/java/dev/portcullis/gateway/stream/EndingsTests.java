package dev.portcullis.gateway.stream;

import static dev.portcullis.gateway.stream.StreamTokens.REFUSED;
import static dev.portcullis.gateway.stream.StreamTokens.USUAL;
import static dev.portcullis.gateway.verification.TestTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Cuts that fail. */
@ExtendWith(OutputCaptureExtension.class)
final class EndingsTests {

    private static final String LINE = "An open stream could not be watched or ended.";

    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final List<StreamEnd> tries = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final OpenStreams streams = new OpenStreams(
            now::get,
            time,
            new RevocationCheck(token -> Mono.just(RevocationStatus.ACTIVE), new SimpleMeterRegistry()),
            new StreamMeters(registry));

    @BeforeEach
    void start() {
        streams.start();
    }

    private OpenStream openFailing(int times) {
        OpenStream stream = streams.open(StreamTokens.valid(), USUAL, end -> {
            tries.add(end);
            if (tries.size() <= times) {
                throw new IllegalStateException("a defect");
            }
        });
        ticks(1);
        return stream;
    }

    private void ticks(int ticks) {
        time.advanceTimeBy(OpenStreams.TICK.multipliedBy(ticks));
    }

    private int ended() {
        return (int) registry.find("portcullis.gateway.streams.ended").counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    private int defects() {
        return (int)
                registry.get("portcullis.gateway.streams.defects").counter().count();
    }

    @Test
    void cutThatFailsIsTriedAgainAtTheNextTickUntilItHolds(CapturedOutput output) {
        openFailing(2);
        now.set(REFUSED);

        ticks(1);
        assertThat(tries).hasSize(1);
        assertThat(ended()).isZero();
        ticks(1);
        assertThat(tries).hasSize(2);
        ticks(1);

        assertThat(tries).containsOnly(StreamEnd.TOKEN_EXPIRED).hasSize(3);
        assertThat(ended()).isOne();
        ticks(2 * Endings.TRIES);
        assertThat(tries).hasSize(3);
        assertThat(defects()).isEqualTo(2);
        assertThat(output.getAll()).containsOnlyOnce(LINE);
    }

    @Test
    void cutThatNeverHoldsIsGivenUpAndToldOnce(CapturedOutput output) {
        openFailing(Integer.MAX_VALUE);
        now.set(REFUSED);

        ticks(Endings.TRIES - 1);
        assertThat(tries).hasSize(Endings.TRIES - 1);
        ticks(1);
        assertThat(tries).hasSize(Endings.TRIES);
        ticks(Endings.TRIES);

        assertThat(tries).hasSize(Endings.TRIES);
        assertThat(defects()).isEqualTo(Endings.TRIES);
        assertThat(ended()).isZero();
        assertThat(output.getAll()).containsOnlyOnce(LINE);
    }

    @Test
    void streamThatClosesInTheMeantimeIsLeftAlone() {
        OpenStream stream = openFailing(1);
        now.set(REFUSED);
        ticks(1);
        assertThat(tries).hasSize(1);

        stream.close();
        ticks(Endings.TRIES);

        assertThat(tries).hasSize(1);
    }

    @Test
    void streamThatClosesWhileItsCutFailsIsLeftAlone() {
        AtomicReference<OpenStream> stream = new AtomicReference<>();
        stream.set(streams.open(StreamTokens.valid(), USUAL, end -> {
            tries.add(end);
            stream.get().close();
            throw new IllegalStateException("a defect");
        }));
        ticks(1);
        now.set(REFUSED);

        ticks(Endings.TRIES);

        assertThat(tries).hasSize(1);
    }

    @Test
    void streamThatIsRevokedIsForgottenThoughItsOwnerNeverClosesIt() {
        openFailing(0);
        streams.applied(StreamTokens.entry(new Covered.Session(TestTokens.ISSUER, "session-1"), 0));

        ticks(2);

        assertThat(registry.get("portcullis.gateway.streams.open").gauge().value())
                .isZero();
    }

    @Test
    void revocationWhoseCutFailsIsTriedAgain() {
        openFailing(1);
        streams.applied(StreamTokens.entry(new Covered.Session(TestTokens.ISSUER, "session-1"), 0));

        ticks(1);
        assertThat(ended()).isZero();
        ticks(1);

        assertThat(tries).containsExactly(StreamEnd.TOKEN_REVOKED, StreamEnd.TOKEN_REVOKED);
        assertThat(ended()).isOne();
        ticks(1);
        assertThat(registry.get("portcullis.gateway.streams.open").gauge().value())
                .isZero();
    }
}

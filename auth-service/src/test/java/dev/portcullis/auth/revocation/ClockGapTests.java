package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

@ExtendWith(OutputCaptureExtension.class)
final class ClockGapTests {

    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private long database;
    private final ClockGap gap = new ClockGap(() -> Mono.fromSupplier(() -> database), () -> NOW, meters);

    @Test
    void gapBeyondWhatIsToleratedIsToldOnceUntilItHasClosed(CapturedOutput output) {
        ahead(ClockGap.TOLERATED);
        assertThat(output).doesNotContain("The database's clock");

        ahead(ClockGap.TOLERATED.plusMillis(1));
        ahead(Duration.ofMinutes(10));
        assertThat(output.toString().split("s ahead of this instance's", -1)).hasSize(2);
        assertThat(measured()).isEqualTo(600);

        ahead(Duration.ZERO);
        ahead(Duration.ofMinutes(10));
        assertThat(output.toString().split("s ahead of this instance's", -1)).hasSize(3);
    }

    @Test
    void clockThatIsBehindIsToldToo(CapturedOutput output) {
        ahead(ClockGap.TOLERATED.negated().minusSeconds(1));

        assertThat(output).contains("The database's clock is 31 s behind this instance's.");
        assertThat(measured()).isEqualTo(-31);
    }

    private void ahead(Duration by) {
        database = NOW.plus(by).toEpochMilli();
        gap.look().block();
    }

    private double measured() {
        return meters.get("portcullis.auth.database.clock.ahead").gauge().value();
    }
}

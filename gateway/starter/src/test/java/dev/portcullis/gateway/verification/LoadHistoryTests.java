package dev.portcullis.gateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;

/** What operators read of the loads: a line a change, not a line a load. */
@ExtendWith(OutputCaptureExtension.class)
final class LoadHistoryTests {

    private static final LoggingSystem LOGGING = LoggingSystem.get(LoadHistoryTests.class.getClassLoader());
    private static final byte[] GOOD = TestKeys.set(TestKeys.ISSUER);
    private static final Mono<byte[]> DOWN = Mono.error(new JwksSource.Unusable("status 500"));
    private static final String WARNING = "The keys of issuer 'main' cannot be loaded: status 500";
    private static final String AGAIN = "The keys of issuer 'main' are loaded again: 1";
    private static final String SKIPPED = "Of the key set of issuer 'main' ";

    private final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
    private final AtomicReference<Mono<byte[]>> answer = new AtomicReference<>(Mono.just(GOOD));
    private final IssuerKeys keys = TestVerifiers.fetched(() -> Mono.defer(answer::get), now::get);

    @BeforeEach
    void tellAll() {
        LOGGING.setLogLevel(LoadHistory.class.getName(), LogLevel.INFO);
    }

    @AfterEach
    void tellAsBefore() {
        LOGGING.setLogLevel(LoadHistory.class.getName(), null);
    }

    private void load(Mono<byte[]> next) {
        answer.set(next);
        keys.refreshIfDue();
        now.updateAndGet(instant -> instant.plus(Duration.ofHours(1)));
    }

    private static byte[] skipping(int entries) {
        return TestKeys.entries(Stream.concat(
                        Stream.of(TestKeys.ISSUER.toPublicJWK().toJSONString()),
                        IntStream.range(0, entries).mapToObj(i -> "{\"kid\":\"odd-" + i + "\",\"kty\":\"oct\"}"))
                .toArray(String[]::new));
    }

    @Test
    void outageIsOneWarningAndItsEndOneLine(CapturedOutput output) {
        load(Mono.just(GOOD));
        assertThat(output.getAll()).doesNotContain(WARNING, AGAIN);

        load(DOWN);
        load(DOWN);
        assertThat(output.getAll()).containsOnlyOnce(WARNING).doesNotContain(AGAIN);

        load(Mono.just(GOOD));
        load(Mono.just(GOOD));
        assertThat(output.getAll()).containsOnlyOnce(WARNING).containsOnlyOnce(AGAIN);
    }

    @Test
    void secondOutageIsWarnedOfAnew(CapturedOutput output) {
        load(DOWN);
        load(Mono.just(GOOD));
        load(DOWN);

        assertThat(output.getAll().split(WARNING, -1)).hasSize(3);
    }

    @Test
    void skippedEntriesAreToldWhereTheyChange(CapturedOutput output) {
        load(Mono.just(GOOD));
        assertThat(output.getAll()).doesNotContain(SKIPPED);

        load(Mono.just(skipping(1)));
        load(Mono.just(skipping(1)));
        assertThat(output.getAll()).containsOnlyOnce(SKIPPED + "1 entries are skipped: ['odd-0' is ");

        load(Mono.just(skipping(9)));
        assertThat(output.getAll())
                .contains(SKIPPED + "9 entries are skipped: ['odd-0' is ")
                .contains("'odd-7' is ")
                .doesNotContain("odd-8");
    }

    @Test
    void reasonOfTheLastFailureIsShownUntilALoadGoesWell() {
        load(DOWN);
        assertThat(keys.view().loads().lastFailure()).contains("status 500");

        load(Mono.just("<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(keys.view().loads().lastFailure()).contains("the answer is no key set");

        load(Mono.error(new IllegalStateException("told by\na stranger " + "x".repeat(300))));
        assertThat(keys.view().loads().lastFailure())
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("IllegalStateException: told by?a stranger xxx")
                        .endsWith("x...")
                        .hasSize(203));

        load(Mono.just(GOOD));
        assertThat(keys.view().loads().lastFailure()).isEmpty();
    }

    @Test
    void nextLoadIsToldOnceOneHasEnded() {
        assertThat(keys.view().loads().next()).isEmpty();

        keys.refreshIfDue();
        assertThat(keys.view().loads().next()).contains(TestTokens.NOW.plus(TestVerifiers.KEYS.refresh()));
    }
}

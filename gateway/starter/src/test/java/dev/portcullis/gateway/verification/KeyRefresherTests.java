package dev.portcullis.gateway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The background work that keeps keys fresh. */
final class KeyRefresherTests {

    private final VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();
    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicBoolean clockIsBroken = new AtomicBoolean();
    private final KeyRefresher refresher = new KeyRefresher(List.of(counted(), counted()));

    private IssuerKeys counted() {
        return TestVerifiers.fetched(
                () -> {
                    loads.incrementAndGet();
                    return Mono.just(TestKeys.set(TestKeys.ISSUER));
                },
                this::now);
    }

    private Instant now() {
        if (clockIsBroken.get()) {
            throw new IllegalStateException("a defect");
        }
        return TestTokens.NOW.plusMillis(time.now(java.util.concurrent.TimeUnit.MILLISECONDS));
    }

    @AfterEach
    void close() {
        refresher.close();
        VirtualTimeScheduler.reset();
    }

    private void pass(Duration duration) {
        time.advanceTimeBy(duration);
    }

    @Test
    void everyIssuerIsLoadedAtTheStartAndThenOnceAnInterval() {
        refresher.start();
        assertThat(loads).hasValue(2);

        pass(TestVerifiers.KEYS.refresh().minusSeconds(1));
        assertThat(loads).hasValue(2);

        pass(Duration.ofSeconds(1));
        assertThat(loads).hasValue(4);
    }

    @Test
    void nothingIsLoadedOnceItIsClosed() {
        refresher.start();
        refresher.close();

        pass(TestVerifiers.KEYS.refresh().multipliedBy(3));
        assertThat(loads).hasValue(2);
    }

    @Test
    void oneThatNeverStartedCanBeClosed() {
        assertThatCode(refresher::close).doesNotThrowAnyException();
    }

    @Test
    void defectDoesNotEndTheRefresh() {
        refresher.start();
        clockIsBroken.set(true);
        pass(Duration.ofSeconds(10));

        clockIsBroken.set(false);
        pass(TestVerifiers.KEYS.refresh());
        assertThat(loads).hasValue(4);
    }
}

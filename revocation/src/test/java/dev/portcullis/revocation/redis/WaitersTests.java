package dev.portcullis.revocation.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.publish.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

final class WaitersTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Waiters waiters = new Waiters(TIMEOUT);

    @Test
    void whoWaitsForANumberIsAnsweredByThatNumberOrAHigherOneOnly() {
        StepVerifier.create(waiters.await(5, () -> waiters.confirm(5)))
                .expectNext(Publication.CONFIRMED)
                .verifyComplete();
        StepVerifier.create(waiters.await(5, () -> waiters.confirm(6)))
                .expectNext(Publication.CONFIRMED)
                .verifyComplete();
        StepVerifier.withVirtualTime(() -> waiters.await(5, () -> waiters.confirm(4)))
                .expectSubscription()
                .expectNoEvent(TIMEOUT.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(Publication.PENDING)
                .verifyComplete();
        assertThat(waiters.count()).isZero();
    }

    @Test
    void oneCallerMoreThanMayWaitIsToldAtOnceToComeBack() {
        List<Disposable> waiting = new ArrayList<>();
        for (int i = 0; i < Waiters.MAX_WAITING - 1; i++) {
            waiting.add(waiters.await(1, () -> {}).subscribe());
        }

        StepVerifier.create(waiters.await(1, () -> waiters.confirm(0)))
                .expectSubscription()
                .then(() -> assertThat(waiters.count()).isEqualTo(Waiters.MAX_WAITING))
                .thenCancel()
                .verify();
        waiting.add(waiters.await(1, () -> {}).subscribe());
        StepVerifier.create(waiters.await(1, () -> {}))
                .expectNext(Publication.PENDING)
                .verifyComplete();

        waiting.forEach(Disposable::dispose);
        assertThat(waiters.count()).isZero();
    }
}

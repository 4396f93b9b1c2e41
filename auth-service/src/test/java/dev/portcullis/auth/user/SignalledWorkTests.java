package dev.portcullis.auth.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class SignalledWorkTests {

    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void whoWaitsIsToldThatTheHeapIsFull() {
        assertThatThrownBy(() -> answerOf(() -> {
                    throw new OutOfMemoryError("thrown by a test");
                }))
                .hasRootCauseInstanceOf(OutOfMemoryError.class);

        assertThat(ended).hasValue(1);
        assertThat(answerOf(() -> 7)).isEqualTo(7);
    }

    private int answerOf(Callable<Integer> work) {
        return Mono.fromCallable(new SignalledWork<>(work))
                .subscribeOn(Schedulers.single())
                .doFinally(end -> ended.incrementAndGet())
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();
    }
}

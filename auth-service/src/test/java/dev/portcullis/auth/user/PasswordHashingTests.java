package dev.portcullis.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class PasswordHashingTests {

    private static final Password PASSWORD = Password.parse("wrong").fold(password -> password, refused -> {
        throw new IllegalStateException(refused.code());
    });

    private final PasswordHashing hashing = new PasswordHashing();
    private final Scheduler network = Schedulers.newParallel("network", 4);

    @AfterEach
    void close() {
        hashing.destroy();
        network.dispose();
    }

    @Test
    void stormFromManyNetworkThreadsIsTurnedAwayAndNobodyWaitsForALock() {
        List<Outcome<Boolean>> outcomes = Flux.range(0, 20_000)
                .flatMap(i -> Flux.defer(() -> hashing.matches(PASSWORD, Optional.empty()))
                        .subscribeOn(network))
                .collectList()
                .blockOptional(Duration.ofMinutes(1))
                .orElseThrow();

        assertThat(outcomes).contains(Outcome.passed(false), Outcome.refused(Refusal.BUSY));
        assertThat(outcomes).hasSize(20_000).doesNotContain(Outcome.passed(true));
    }

    @Test
    void whoLeavesMakesRoom() {
        Flux.range(0, 1_000)
                .flatMap(i -> hashing.matches(PASSWORD, Optional.empty()), 1_000)
                .take(Duration.ofMillis(1))
                .blockLast();

        assertThat(hashing.matches(PASSWORD, Optional.empty()).block()).isEqualTo(Outcome.passed(false));
    }
}

package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.WithAuthService;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.RevocationLog;
import dev.portcullis.revocation.TwinClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithAuthService.class)
class HeadWatchIT {

    private static final long WALL = 1_800_000_000_000L;

    private final RevocationLog log;
    private final AtomicReference<TwinClock.Reading> clock = new AtomicReference<>(new TwinClock.Reading(0, WALL));

    HeadWatchIT(AuthService service) {
        this.log = service.bean(RevocationLog.class);
    }

    @Test
    void followerThatWaitsIsAnsweredInTimeAlsoWhereTheClockIsSetBack() {
        LogHead head = log.head().blockOptional(Duration.ofSeconds(30)).orElseThrow();
        try (HeadWatch watch = new HeadWatch(log, clock::get, new SimpleMeterRegistry())) {
            watch.start();
            CompletableFuture<Optional<LogHead>> answer =
                    watch.beyond(head.number(), Duration.ofSeconds(10)).toFuture();
            assertThat(answer).isNotDone();

            clock.set(new TwinClock.Reading(Duration.ofSeconds(10).toNanos(), WALL - 3_600_000));

            assertThat(answer.join()).contains(head);
        }
    }
}

package dev.portcullis.gateway.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Which token with an unknown {@code kid} causes a load, and who waits for it.
 *
 * <p>One in an interval causes it. While it runs, the others that name an unknown key wait with it, because theirs may be
 * the key that is on its way; beyond a bound they are answered at once, so that a flood of invented names holds neither
 * memory nor its own answers.
 */
final class UnknownKidTurns {

    /** Enough for the calls of a rotation's first milliseconds; a flood gets past it and is refused unheard. */
    static final int MAX_WAITERS = 64;

    private final Duration interval;
    private final AtomicReference<Turn> last =
            new AtomicReference<>(new Turn(Instant.MIN, Instant.MIN, CompletableFuture.completedFuture(null)));
    private final AtomicInteger waiters = new AtomicInteger();

    /** The load of one interval. */
    private record Turn(Instant taken, Instant next, CompletableFuture<@Nullable Void> load) {

        /** Over, or taken by a clock that has been set back since. */
        boolean isOver(Instant now) {
            return !now.isBefore(next) || now.isBefore(taken);
        }
    }

    UnknownKidTurns(Duration interval) {
        this.interval = interval;
    }

    /** Ends when the keys are as new as they can be had now, never with an error. Does not block. */
    Mono<Void> newerKeys(Instant now, Supplier<CompletableFuture<@Nullable Void>> load) {
        Turn turn = current();
        if (turn.isOver(now)) {
            Turn mine = new Turn(now, now.plus(interval), new CompletableFuture<>());
            if (last.compareAndSet(turn, mine)) {
                load.get().whenComplete((ended, failure) -> mine.load().complete(null));
            }
        }
        CompletableFuture<@Nullable Void> running = current().load();
        return running.isDone() ? Mono.empty() : Mono.defer(() -> waitFor(running));
    }

    private Turn current() {
        return Objects.requireNonNull(last.get(), "there is one from the start");
    }

    private Mono<Void> waitFor(CompletableFuture<@Nullable Void> load) {
        if (waiters.incrementAndGet() > MAX_WAITERS) {
            waiters.decrementAndGet();
            return Mono.empty();
        }
        return Mono.fromFuture(load, true).doFinally(end -> waiters.decrementAndGet());
    }
}

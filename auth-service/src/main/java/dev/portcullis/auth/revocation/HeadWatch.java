package dev.portcullis.auth.revocation;

import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.RevocationLog;
import dev.portcullis.revocation.TwinClock;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Looks at the database's head for everyone who waits for it to move: one read at a time, none while nobody waits, however
 * many followers there are. Whoever is answered is answered by a read that began after it had come (rule E1).
 */
final class HeadWatch implements AutoCloseable {

    /** One more is told to come back: each costs memory and an open connection. */
    static final int MOST_WAITING = 1_000;

    /** How much later a commit of another instance is seen; one of this instance wakes the watch at once. */
    private static final Duration PERIOD = Duration.ofMillis(50);

    private static final Duration PATIENCE_WITH_THE_DATABASE = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(HeadWatch.class);

    private final RevocationLog log;
    private final TwinClock clock;
    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
    private final Sinks.Many<Boolean> wake = Sinks.many().multicast().directBestEffort();
    private final Disposable.Swap lane = Disposables.swap();

    HeadWatch(RevocationLog log, TwinClock clock, MeterRegistry meters) {
        this.log = log;
        this.clock = clock;
        Gauge.builder("portcullis.revocation.feed.waiting", waiting, Set::size)
                .description("Followers that wait for the next revocation")
                .register(meters);
    }

    /** Begins to look, where somebody waits; in the background, until {@link #close()}. */
    void start() {
        Flux<?> ticks = Flux.interval(PERIOD).onBackpressureDrop();
        lane.update(Flux.merge(ticks, wake.asFlux().onBackpressureLatest())
                .onBackpressureLatest()
                .concatMap(tick -> look(), 0)
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PERIOD))
                .subscribe());
    }

    @Override
    public void close() {
        lane.dispose();
    }

    /** Looks now: this instance has committed something. */
    void wakeUp() {
        wake.tryEmitNext(true);
    }

    /**
     * The head once it is beyond {@code number}, or as it is after {@code patience}; nothing where too many wait already.
     * Fails where the database does not answer.
     */
    Mono<Optional<LogHead>> beyond(long number, Duration patience) {
        return Mono.defer(() -> {
            if (waiting.size() >= MOST_WAITING) {
                return Mono.just(Optional.empty());
            }
            Waiter waiter = new Waiter(number, clock.read(), patience);
            waiting.add(waiter);
            wakeUp();
            return waiter.answer
                    .asMono()
                    .map(Optional::of)
                    .timeout(patience.plus(PATIENCE_WITH_THE_DATABASE))
                    .doFinally(end -> waiting.remove(waiter));
        });
    }

    private Mono<Void> look() {
        return Mono.defer(() -> {
                    List<Waiter> before = List.copyOf(waiting);
                    return before.isEmpty()
                            ? Mono.empty()
                            : log.head().doOnNext(head -> before.forEach(w -> w.see(head)));
                })
                .doOnError(failure -> LOG.debug("The head could not be read; those who wait will be told.", failure))
                .onErrorComplete()
                .then();
    }

    /** Compared by identity: two followers may wait for one number. */
    private final class Waiter {

        private final long number;
        private final TwinClock.Reading begun;
        private final Duration patience;
        private final Sinks.One<LogHead> answer = Sinks.one();

        private Waiter(long number, TwinClock.Reading begun, Duration patience) {
            this.number = number;
            this.begun = begun;
            this.patience = patience;
        }

        private void see(LogHead head) {
            if (head.number() != number || clock.read().elapsedSince(begun).compareTo(patience) >= 0) {
                answer.tryEmitValue(head);
            }
        }
    }
}

package dev.portcullis.revocation.feed;

import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.protocol.FeedAnswer;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.protocol.Progress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The feed as a source of a {@link Follower}, while the other one proves nothing. Asks for one page after the other.
 * Safe for any thread; does not block.
 */
public final class FeedFollower implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FeedFollower.class);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int MOST_DOUBLINGS = 4;
    private static final Duration FIRST_GREETING = Duration.ofSeconds(1);
    private static final Duration LAST_GREETING = Duration.ofMinutes(1);

    private final FeedClient client;
    private final Duration wait;
    private final TwinClock clock;
    private final Follower follower;
    private final Consumer<Progress> told;
    private final AtomicBoolean active = new AtomicBoolean();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicReference<@Nullable FeedTrouble> trouble = new AtomicReference<>();
    private final Disposable.Swap lane = Disposables.swap();
    private final Disposable.Swap greeting = Disposables.swap();
    private volatile boolean caughtUp;
    private volatile @Nullable Duration horizon;

    /**
     * Asks nothing until {@link #greet()} or {@link #begin()}.
     *
     * @param maxStaleness a third of it is how long connecting may take, half of it an answer, and a sixth a wait; so that one
     *     answer that never comes leaves time for another question, and a slow one still counts
     * @param told of each step that the follower took through this source
     */
    public FeedFollower(
            FeedSettings settings, Duration maxStaleness, TwinClock clock, Follower follower, Consumer<Progress> told) {
        this.client = new FeedClient(settings, maxStaleness.dividedBy(3), maxStaleness.dividedBy(2));
        this.wait = maxStaleness.dividedBy(6);
        this.clock = clock;
        this.follower = follower;
        this.told = told;
    }

    /**
     * Asks what the feed says of itself, and applies nothing of it: whoever finds out only once Redis is gone that the feed keeps
     * its entries too short, or refuses the client, finds out too late. Asked again, at most once a minute, until it has answered.
     */
    public void greet() {
        greeting.update(
                Mono.defer(() -> horizon == null ? client.page(follower.feedAfter(), Duration.ZERO) : Mono.empty())
                        .doOnNext(page -> horizon = page.horizon())
                        .doOnNext(page -> report(null))
                        .doOnError(failure -> report(FeedTrouble.of(failure)))
                        .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_GREETING).maxBackoff(LAST_GREETING))
                        .subscribe());
    }

    /**
     * Begins to ask, the first time without a wait. Does nothing where it asks already. One at a time with {@link #rest}:
     * the questions of a begin that slips between its two halves would be ended with those before, and none asked again.
     */
    public synchronized void begin() {
        if (active.compareAndSet(false, true)) {
            LOG.info("The revocation feed is followed until Redis is known to be current again.");
            caughtUp = false;
            failures.set(0);
            lane.update(Mono.defer(this::ask).repeat(active::get).subscribe());
        }
    }

    /** Stops asking. Does nothing where it does not ask. */
    public synchronized void rest() {
        if (active.compareAndSet(true, false)) {
            lane.update(Disposables.disposed());
            follower.feedRested();
            trouble.set(null);
            LOG.info("The revocation feed is not needed any more.");
        }
    }

    /** Whether it asks now. */
    public boolean isActive() {
        return active.get();
    }

    /** How long an entry may live at most, once the feed has said it. */
    public Optional<Duration> horizon() {
        return Optional.ofNullable(horizon);
    }

    @Override
    public void close() {
        active.set(false);
        greeting.dispose();
        lane.dispose();
        client.close().subscribe();
    }

    /** One page. The proof is as old as the question (rule E2), so the clocks are read before it is sent. */
    private Mono<Void> ask() {
        TwinClock.Reading asked = clock.read();
        return client.page(follower.feedAfter(), caughtUp ? wait : Duration.ZERO)
                .map(page -> take(asked, page))
                .onErrorResume(failure -> Mono.just(Optional.of(FeedTrouble.of(failure))))
                .flatMap(this::pauseAfter);
    }

    private Optional<FeedTrouble> take(TwinClock.Reading asked, FeedPage page) {
        horizon = page.horizon();
        Progress progress = follower.fed(new FeedAnswer(asked, page.head(), page.base(), page.entries()));
        caughtUp = follower.feedAfter() >= page.head().number();
        told.accept(progress);
        return progress.usable() ? Optional.empty() : Optional.of(FeedTrouble.NO_USE);
    }

    private Mono<Void> pauseAfter(Optional<FeedTrouble> found) {
        report(found.orElse(null));
        if (found.isEmpty()) {
            failures.set(0);
            return Mono.empty();
        }
        caughtUp = false; // the time that a wait would take is spent
        int doublings = Math.min(failures.getAndIncrement(), MOST_DOUBLINGS);
        Duration pause = PAUSE.multipliedBy(1L << doublings);
        // One that is back is found in time, and is asked no more often than one that answers.
        return Mono.delay(pause.compareTo(wait) < 0 ? pause : wait).then();
    }

    private void report(@Nullable FeedTrouble found) {
        FeedTrouble before = trouble.getAndSet(found);
        if (found != null && found != before) {
            LOG.warn("The revocation feed is of no use: {}.", found.words());
        } else if (found == null && before != null) {
            LOG.info("The revocation feed is of use again.");
        }
    }
}

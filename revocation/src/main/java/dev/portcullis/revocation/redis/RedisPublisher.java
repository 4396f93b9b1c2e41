package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.RevocationLog;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.Publisher;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.revocation.redis.RedisCopy.Observation;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.retry.Retry;

/**
 * Publisher and keeper in one lane: each pass observes the node, reads the database's head, catches the list up, has
 * the replicas confirm, tells those who wait, and blesses what it observed. A pass runs when somebody waits and each
 * keeper period, one at a time, so that a hundred logouts at once are one pass, and an outage is never a storm.
 *
 * <p>Safe for any thread; does not block.
 */
public final class RedisPublisher implements Publisher, AutoCloseable {

    /** Between two tries to go on after what must not happen: an error of the lane itself. */
    private static final Retry GO_ON =
            Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100)).maxBackoff(Duration.ofSeconds(1));

    private final RevocationLog log;
    private final PublisherSettings settings;
    private final Link link;
    private final RedisSchema schema;
    private final CatchUp catchUp;
    private final Waiters waiters;
    private final Sinks.Many<Boolean> wake = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean movedLastTime = new AtomicBoolean();
    private final Disposable.Swap lane = Disposables.swap();
    private final AtomicLong published = new AtomicLong();
    private final PublishingReport report = new PublishingReport();

    /** Does nothing until {@link #start()}. */
    public RedisPublisher(
            RedisConnections connections, RevocationLog log, PublisherSettings settings, MeterRegistry meters) {
        this.log = log;
        this.settings = settings;
        this.link = connections.link();
        this.schema = RedisSchema.of(settings.keyPrefix());
        this.catchUp = new CatchUp(log);
        this.waiters = new Waiters(settings.publishTimeout());
        Gauge.builder("portcullis.revocation.published", published, AtomicLong::get)
                .description("The last revocation that was published and confirmed")
                .register(meters);
        Gauge.builder("portcullis.revocation.waiting", waiters, Waiters::count)
                .description("Callers that wait for their revocation to be confirmed")
                .register(meters);
    }

    /** Begins to publish and to keep; in the background, until {@link #close()}. */
    public void start() {
        Flux<?> ticks = Flux.interval(Duration.ZERO, settings.keeperPeriod()).onBackpressureDrop();
        // Dropped, never overflowing: a sink that overflows is terminated, and the lane with it.
        lane.update(Flux.merge(ticks, wake.asFlux().onBackpressureLatest())
                .onBackpressureLatest()
                .concatMap(tick -> pass().repeat(asked::get), 0)
                .doOnError(report::broken)
                .retryWhen(GO_ON)
                .subscribe());
    }

    @Override
    public void close() {
        lane.dispose();
        link.close();
    }

    @Override
    public Mono<Publication> publish(long number) {
        return waiters.await(number, this::wakeUp);
    }

    /** Another pass right after the one that runs now. A signal that is lost in a crowd is made up for by the flag. */
    private void wakeUp() {
        asked.set(true);
        wake.tryEmitNext(true);
    }

    /** Always completes: what fails is tried again by the next pass. */
    private Mono<Void> pass() {
        return Mono.defer(() -> {
                    asked.set(false);
                    return link.with(redis -> keep(new RedisCopy(redis, schema)));
                })
                .doOnSuccess(done -> {
                    movedLastTime.set(false);
                    report.healthy();
                })
                .onErrorResume(CatchUp.Moved.class, moved -> Mono.fromRunnable(this::moved))
                .onErrorResume(failure -> Mono.fromRunnable(() -> report.failed(failure, waiters.count())));
    }

    /** Again at once, but not twice: what keeps moving, or cannot be moved, is left to the next tick. */
    private void moved() {
        if (!movedLastTime.getAndSet(true)) {
            wakeUp();
        }
    }

    private Mono<Void> keep(RedisCopy copy) {
        return copy.observe() // K1
                .doOnNext(seen -> report.observed(seen.node()))
                .flatMap(seen -> log.head() // K2: only then
                        .flatMap(head -> catchUp.run(copy, seen.list(), head) // K3
                                .delayUntil(reached -> confirm(copy, reached)) // P3
                                .then(bless(copy, seen, head)))); // K4
    }

    /** {@code WAIT} next on the connection that wrote. Too few replicas leave the callers waiting for another pass. */
    private Mono<Void> confirm(RedisCopy copy, LogHead reached) {
        return copy.replicasThatConfirm(settings.replicas(), settings.keeperPeriod())
                .doOnNext(replicas -> {
                    if (replicas >= settings.replicas()) {
                        published.set(reached.number());
                        waiters.confirm(reached.number());
                    }
                })
                .then();
    }

    private Mono<Void> bless(RedisCopy copy, Observation seen, LogHead head) {
        if (!seen.node().master() || !seen.node().tellsItsHistory()) {
            return Mono.empty();
        }
        if (seen.list().isEmpty()) {
            // A list that was only now built has a nonce that was not observed: the next pass blesses it.
            return Mono.fromRunnable(this::wakeUp);
        }
        ListState list = seen.list().get();
        Blessing word =
                new Blessing(seen.node().replid(), list.nonce(), seen.node().attachments(), settings.replicas());
        return list.blessing().filter(word::equals).isPresent()
                ? Mono.empty()
                : copy.bless(word, head).then();
    }
}

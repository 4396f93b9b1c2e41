package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.RevocationLog;
import dev.portcullis.revocation.protocol.KeeperPass;
import dev.portcullis.revocation.protocol.KeeperStep.Outcome;
import dev.portcullis.revocation.protocol.NodeState;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.Publisher;
import dev.portcullis.revocation.publish.PublisherSettings;
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

    private static final int PAGE_SIZE = 500;

    private final RevocationLog log;
    private final PublisherSettings settings;
    private final RedisConnections connections;
    private final Link link;
    private final RedisSchema schema;
    private final Nonces nonces = new Nonces();
    private final Waiters waiters;
    private final Sinks.Many<Boolean> wake = Sinks.many().multicast().directBestEffort();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Repeats repeats = new Repeats();
    private final Disposable.Swap lane = Disposables.swap();
    private final AtomicLong published = new AtomicLong();
    private final PublishingReport report;

    /** Does nothing until {@link #start()}. */
    public RedisPublisher(
            RedisConnections connections, RevocationLog log, PublisherSettings settings, MeterRegistry meters) {
        this.log = log;
        this.settings = settings;
        this.connections = connections;
        this.link = connections.link();
        this.schema = RedisSchema.of(settings.keyPrefix());
        this.waiters = new Waiters(settings.publishTimeout());
        this.report = new PublishingReport(meters);
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
    public Mono<Publication> publish(LogPosition position) {
        return waiters.await(position, this::wakeUp);
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
                .onErrorResume(failure -> Mono.fromRunnable(() -> report.failed(failure, waiters.count())));
    }

    private Mono<Void> keep(RedisCopy copy) {
        KeeperPass pass = new KeeperPass(settings.replicas(), PAGE_SIZE, nonces::next);
        PassWitness witness = new PassWitness();
        return new RedisKeeper(pass, copy, log, settings.keeperPeriod(), witness)
                .run()
                .doOnNext(outcome -> ended(outcome, pass, witness))
                .then();
    }

    /** A replica, or a master that its replicas have left, may be a former master: the list is elsewhere then. */
    private final class PassWitness implements RedisKeeper.Witness {

        private volatile boolean confirmed = true;

        @Override
        public void observed(NodeState node) {
            report.observed(node);
            if (!node.master()) {
                connections.lookAgain();
            }
        }

        @Override
        public void rebuilding() {
            report.rebuilding();
        }

        @Override
        public void historyGivenUp(LogHead there, LogHead head) {
            report.historyGivenUp(there, head);
        }

        @Override
        public void databaseIsRead() {
            waiters.databaseIsRead();
        }

        @Override
        public void tooFewConfirmed() {
            confirmed = false;
            connections.lookAgain();
        }

        @Override
        public void acknowledged(LogHead reached) {
            published.set(reached.number());
            waiters.tell(reached);
        }
    }

    private void ended(Outcome outcome, KeeperPass pass, PassWitness witness) {
        switch (outcome) {
            case DONE, AGAIN -> succeeded(witness);
            case MOVED -> {} // somebody else was faster, which is no failure
            case INCOMPLETE -> report.incomplete(pass.missing());
            case HISTORY_GIVEN_UP ->
                report.failed(new PassAmiss("The history in Redis was given up."), waiters.count());
            case HISTORY_CHANGED ->
                report.failed(new PassAmiss("The database's entries do not follow from each other."), waiters.count());
        }
        if (repeats.atOnce(outcome)) {
            wakeUp();
        }
    }

    /** Blessed or not: what too few replicas have confirmed is acknowledged to nobody. */
    private void succeeded(PassWitness witness) {
        if (witness.confirmed) {
            report.healthy();
        } else {
            report.failed(new PassAmiss("Too few replicas confirm."), waiters.count());
        }
    }

    /** What the next pass begins anew with. Carries no stack: it is an answer. */
    private static final class PassAmiss extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PassAmiss(String what) {
            super(what, null, false, false);
        }
    }
}

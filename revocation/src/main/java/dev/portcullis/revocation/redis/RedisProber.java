package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.Freshness;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.protocol.ProbeReading;
import dev.portcullis.revocation.protocol.ProbeReading.ProbeResult;
import dev.portcullis.revocation.protocol.ProbeReading.Quorum;
import dev.portcullis.revocation.protocol.ProbeReading.Reason;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Probes the node each third of max-staleness, on a connection of its own (rules G1 to G3). */
final class RedisProber {

    private static final Logger LOG = LoggerFactory.getLogger(RedisProber.class);

    private final RedisConnections connections;
    private final Link link;
    private final ListSettings settings;
    private final RedisSchema schema;
    private final Quorum quorum;
    private final TwinClock clock;
    private final Freshness freshness;
    private final Disposable.Swap ticks = Disposables.swap();
    private final AtomicReference<@Nullable Reason> doubt = new AtomicReference<>();

    RedisProber(RedisConnections connections, ListSettings settings, TwinClock clock, Freshness freshness) {
        this.connections = connections;
        this.link = connections.link();
        this.settings = settings;
        this.schema = RedisSchema.of(settings.keyPrefix());
        this.quorum = new Quorum(settings.replicas(), settings.configuredNodes());
        this.clock = clock;
        this.freshness = freshness;
    }

    void start() {
        ticks.update(Flux.interval(Duration.ZERO, settings.probePeriod())
                .onBackpressureDrop()
                .concatMap(tick -> probe(), 0)
                .doOnError(defect -> LOG.error("The prober of the revocation list stumbled and starts again.", defect))
                .retryWhen(Retry.backoff(Long.MAX_VALUE, settings.probePeriod()).maxBackoff(settings.maxStaleness()))
                .subscribe());
    }

    void close() {
        ticks.dispose();
        link.close();
    }

    private Mono<Void> probe() {
        return link.with(this::read)
                .map(reading -> reading.judge(quorum))
                .onErrorReturn(new ProbeResult.Doubt(Reason.UNREACHABLE))
                .doOnNext(this::take)
                .then();
    }

    /** In this order, over one connection, sent at once: the write, {@code WAIT}, the list, and the node last. */
    private Mono<ProbeReading> read(RedisReactiveCommands<String, String> redis) {
        TwinClock.Reading begun = clock.read();
        RedisCopy copy = new RedisCopy(redis, schema);
        // Shorter than a command may take: too few replicas is an answer, not a silence.
        long patience = settings.probePeriod().toMillis() / 2;
        return Mono.zip(
                        redis.set(schema.probe(), String.valueOf(begun.wallMillis())),
                        redis.waitForReplication(settings.replicas(), patience),
                        copy.state(),
                        copy.node())
                .map(seen -> new ProbeReading(begun, seen.getT2(), seen.getT3(), seen.getT4()));
    }

    private void take(ProbeResult result) {
        if (result instanceof ProbeResult.Doubt) {
            connections.lookAgain();
        }
        if (result instanceof ProbeResult.Proved proved) {
            freshness.accept(proved.proof());
            if (doubt.getAndSet(null) != null) {
                LOG.info("The revocation list in Redis is known to be current again.");
            }
        } else if (result instanceof ProbeResult.Doubt doubted
                && doubt.getAndSet(doubted.reason()) != doubted.reason()) {
            LOG.warn(
                    "The revocation list in Redis is not known to be current: {}.",
                    doubted.reason().words());
        }
    }
}

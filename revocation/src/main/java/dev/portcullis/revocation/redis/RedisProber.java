package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.ProofSink;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.protocol.ProbePass;
import dev.portcullis.revocation.protocol.ProbeReading.ProbeResult;
import dev.portcullis.revocation.protocol.ProbeReading.Quorum;
import dev.portcullis.revocation.protocol.ProbeReading.Reason;
import dev.portcullis.revocation.protocol.ProbeStep;
import io.lettuce.core.RedisCommandExecutionException;
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
    /** Longer than Redis is full or gateways are away; and the key goes once there is no gateway any more. */
    private static final Duration PROBE_LIFE = Duration.ofDays(7);

    private final RedisConnections connections;
    private final Link link;
    private final ListSettings settings;
    private final RedisSchema schema;
    private final Quorum quorum;
    private final TwinClock clock;
    private final ProofSink proofs;
    private final Disposable.Swap ticks = Disposables.swap();
    private final AtomicReference<@Nullable Reason> doubt = new AtomicReference<>();
    private final Doubts doubts;

    RedisProber(RedisConnections connections, ListSettings settings, TwinClock clock, ProofSink proofs) {
        this.connections = connections;
        this.link = connections.link();
        this.settings = settings;
        this.schema = RedisSchema.of(settings.keyPrefix());
        this.quorum = new Quorum(settings.replicas(), settings.configuredNodes());
        this.clock = clock;
        this.proofs = proofs;
        this.doubts = new Doubts(settings.maxStaleness());
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
                .onErrorReturn(new ProbeResult.Doubt(Reason.UNREACHABLE))
                .doOnNext(this::take)
                .then();
    }

    /** All steps at once: each is sent as it is subscribed to, in the order of the pass. */
    private Mono<ProbeResult> read(RedisReactiveCommands<String, String> redis) {
        TwinClock.Reading begun = clock.read();
        ProbePass pass = new ProbePass(quorum, begun);
        Steps steps = new Steps(pass, redis, String.valueOf(begun.wallMillis()));
        return Flux.fromIterable(pass.steps())
                .flatMapSequential(step -> step.perform(steps))
                .then(Mono.fromSupplier(pass::result));
    }

    private void take(ProbeResult result) {
        if (result instanceof ProbeResult.Proved proved) {
            doubts.dispelled();
            proofs.accept(proved.proof());
            if (doubt.getAndSet(null) != null) {
                LOG.info("The revocation list in Redis is known to be current again.");
            }
        } else if (result instanceof ProbeResult.Doubt doubted) {
            if (doubts.pointElsewhere(doubted.reason(), clock.read())) {
                connections.lookAgain();
            }
            proofs.doubted();
            warnOnce(doubted.reason());
        }
    }

    private void warnOnce(Reason reason) {
        if (doubt.getAndSet(reason) != reason) {
            LOG.warn("The revocation list in Redis is not known to be current: {}.", reason.words());
        }
    }

    /** Performs the steps of one {@link ProbePass}. Holds no rule of its own. */
    private final class Steps implements ProbeStep.Performer<Mono<Void>> {

        private final ProbePass pass;
        private final RedisReactiveCommands<String, String> redis;
        private final RedisCopy copy;
        private final String mark;

        Steps(ProbePass pass, RedisReactiveCommands<String, String> redis, String mark) {
            this.pass = pass;
            this.redis = redis;
            this.copy = new RedisCopy(redis, schema);
            this.mark = mark;
        }

        /**
         * Two commands, sent one right after the other. The second is the write that counts: a full Redis takes it, so that gateways
         * go on while no entry gets in. It needs the key, which the first one makes.
         */
        @Override
        public Mono<Void> write() {
            Mono<String> made = redis.set(schema.probe(), mark).onErrorResume(Steps::isFull, full -> Mono.empty());
            Mono<Boolean> renewed = redis.pexpire(schema.probe(), PROBE_LIFE)
                    .filter(done -> done)
                    .doOnNext(done -> pass.written());
            return Mono.when(made, renewed);
        }

        private static boolean isFull(Throwable error) {
            return error instanceof RedisCommandExecutionException
                    && String.valueOf(error.getMessage()).startsWith("OOM");
        }

        @Override
        public Mono<Void> confirm(int replicas) {
            // Shorter than a command may take: too few replicas is an answer, not a silence.
            long patience = settings.probePeriod().toMillis() / 2;
            return redis.waitForReplication(replicas, patience)
                    .single()
                    .doOnNext(pass::confirmed)
                    .then();
        }

        @Override
        public Mono<Void> readList() {
            return copy.state().doOnNext(pass::listRead).then();
        }

        @Override
        public Mono<Void> readNode() {
            return copy.node()
                    .doOnNext(node -> {
                        if (doubts.anotherAnswers(node.replid())) {
                            connections.lookAgain();
                        }
                        pass.nodeRead(node);
                    })
                    .then();
        }
    }
}

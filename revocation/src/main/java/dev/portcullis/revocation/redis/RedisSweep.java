package dev.portcullis.revocation.redis;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes expired entries out of the list, so that it holds what is needed and not all that ever was. It tidies only: neither
 * head nor chain move, a list that was never swept is as right, and several instances may sweep at once.
 *
 * <p>Safe for any thread; does not block.
 */
public final class RedisSweep implements AutoCloseable {

    /** How wrong the clocks may be that made the scores. */
    static final Duration MARGIN = Duration.ofMinutes(5);

    /** One call blocks Redis for about a millisecond. */
    static final int LOOKED_AT = 500;

    private static final String ALL = "(0";
    private static final String END = "end";
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(RedisSweep.class);

    private final Link link;
    private final RedisSchema schema;
    private final Duration horizon;
    private final Supplier<Mono<Long>> clock;
    private final Counter calls;
    private final Disposable.Swap lane = Disposables.swap();
    private volatile String from = ALL;

    /**
     * Does nothing until {@link #start()}.
     *
     * @param horizon how long an entry matters that covers up to an instant
     * @param clock the one that made the scores, in milliseconds: the database's
     */
    public RedisSweep(
            RedisConnections connections,
            String keyPrefix,
            Duration horizon,
            Supplier<Mono<Long>> clock,
            MeterRegistry meters) {
        this.link = connections.link();
        this.schema = RedisSchema.of(keyPrefix);
        this.horizon = horizon;
        this.clock = clock;
        this.calls = Counter.builder("portcullis.revocation.sweeps")
                .description("Bounded looks for expired entries in Redis that succeeded")
                .register(meters);
    }

    /** A bounded look each second, from where the last one ended; until {@link #close()}. */
    public void start() {
        lane.update(Flux.interval(PERIOD)
                .onBackpressureDrop()
                .concatMap(tick -> sweep(), 0)
                .subscribe());
    }

    @Override
    public void close() {
        lane.dispose();
        link.close();
    }

    /** Always completes: what failed is for the publisher to report, and is tried again a second later. */
    Mono<Void> sweep() {
        return Mono.defer(clock)
                .flatMap(now -> link.with(redis -> Script.SWEEP.answer(
                        redis,
                        List.of(schema.list()),
                        List.of(
                                String.valueOf(now),
                                String.valueOf(horizon.toMillis()),
                                String.valueOf(MARGIN.toMillis()),
                                from,
                                String.valueOf(LOOKED_AT)))))
                .doOnNext(next -> from = next.equals(END) ? ALL : next)
                .doOnNext(next -> calls.increment())
                .doOnError(failure -> LOG.debug("The revocation list could not be swept.", failure))
                .onErrorComplete()
                .then();
    }
}

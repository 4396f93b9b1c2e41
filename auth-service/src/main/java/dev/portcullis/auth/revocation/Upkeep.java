package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Database;
import dev.portcullis.revocation.Covered;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Each minute, in the background: compares the clocks, takes out what has expired, looks how much there is. */
final class Upkeep implements AutoCloseable {

    private static final Duration PERIOD = Duration.ofMinutes(1);

    /** Of a run; what is left waits for the next. Between two of them those who revoke have their turn. */
    private static final int MOST_BATCHES = 100;

    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);

    private final ClockGap clocks;
    private final Pruning pruning;
    private final EntryList entries;
    private final Database database;
    private final Counter pruned;
    private final Disposable.Swap lane = Disposables.swap();
    private volatile Map<String, Long> counts = Map.of();

    Upkeep(ClockGap clocks, Pruning pruning, EntryList entries, Database database, MeterRegistry meters) {
        this.clocks = clocks;
        this.pruning = pruning;
        this.entries = entries;
        this.database = database;
        this.pruned = Counter.builder("portcullis.auth.revocation.pruned")
                .description("Entries that this instance took out of the log because they had expired")
                .register(meters);
        for (Covered.Kind kind : Covered.Kind.values()) {
            Gauge.builder("portcullis.auth.revocation.entries", this, upkeep -> upkeep.countOf(kind))
                    .description("Entries that the log holds, as of a minute ago at most")
                    .tag("kind", kind.word())
                    .register(meters);
        }
    }

    /** Begins at once; until {@link #close()}. */
    void start() {
        lane.update(Flux.interval(Duration.ZERO, PERIOD)
                .onBackpressureDrop()
                .concatMap(tick -> run(), 0)
                .subscribe());
    }

    @Override
    public void close() {
        lane.dispose();
    }

    private long countOf(Covered.Kind kind) {
        return counts.getOrDefault(kind.word(), 0L);
    }

    /** Always completes: what failed is tried again a minute later. */
    private Mono<Void> run() {
        return clocks.look()
                .then(pruneAll())
                .then(Mono.defer(() -> database.inTransaction(entries.counts())))
                .doOnNext(counted -> counts = counted)
                .doOnError(failure -> LOG.debug("The log could not be pruned or counted.", failure))
                .onErrorComplete()
                .then();
    }

    private Mono<Void> pruneAll() {
        return pruning.prune()
                .doOnNext(pruned::increment)
                .repeatWhen(done -> done.take(MOST_BATCHES).delayElements(PAUSE))
                .takeUntil(batch -> batch == 0)
                .then();
    }
}

package dev.portcullis.gateway.stream;

import dev.portcullis.gateway.policy.StreamLimit;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.Covered;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * All streams that are open, in the order in which they end and by what a revocation of theirs would name.
 *
 * <p>One tick for all of them looks at the first that is due, so that ten thousand open streams cost what one costs until
 * they end. Each tick reads the clock: a step forwards ends at the next tick what is then due, a step backwards leaves
 * streams open for as long as requests of the same token are admitted again.
 */
public final class OpenStreams implements AutoCloseable {

    /** How late an end may be: well below {@code max-staleness}. */
    static final Duration TICK = Duration.ofMillis(100);

    private final Clock clock;
    private final Scheduler scheduler;
    private final MeterRegistry meters;
    private final AtomicLong numbers = new AtomicLong();
    private final AtomicLong open = new AtomicLong();
    private final ConcurrentSkipListSet<OpenStream> byDeadline = new ConcurrentSkipListSet<>(OpenStream.BY_DEADLINE);
    private final ConcurrentMap<Covered, Set<OpenStream>> byCovered = new ConcurrentHashMap<>();

    /** @param scheduler its one thread ticks and ends streams; closed with this */
    public OpenStreams(Clock clock, Scheduler scheduler, MeterRegistry meters) {
        this.clock = clock;
        this.scheduler = scheduler;
        this.meters = meters;
        Gauge.builder("portcullis.gateway.streams.open", open, AtomicLong::get)
                .description("WebSockets and long responses that are open and end with their token or session")
                .register(meters);
    }

    /** Begins to tick. */
    public void start() {
        scheduler.schedulePeriodically(this::endDue, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Open from its subscription until it emits why the stream has to end, or is cancelled because the stream ended
     * otherwise. Never empty.
     */
    public Mono<StreamEnd> endOf(VerifiedToken token, StreamLimit limit) {
        return Mono.create(sink -> open(token, limit, sink));
    }

    /**
     * Ends every open stream that a revocation covers, without a look at the others.
     *
     * <p>A stream that is opened meanwhile may miss it: who wires this to the log asks the list once more after the
     * stream is registered.
     *
     * @param score as for {@link dev.portcullis.revocation.TokenFacts#isCoveredBy}
     */
    public void endCoveredBy(Covered covered, long score) {
        byCovered.getOrDefault(covered, Set.of()).stream()
                .filter(stream -> stream.facts().isCoveredBy(covered, score))
                .toList()
                .forEach(stream -> end(stream, StreamEnd.TOKEN_REVOKED));
    }

    private void open(VerifiedToken token, StreamLimit limit, MonoSink<StreamEnd> sink) {
        Deadline deadline = Deadline.of(token, limit, clock.instant());
        OpenStream stream = new OpenStream(deadline, numbers.incrementAndGet(), token.facts(), sink);
        open.incrementAndGet();
        byDeadline.add(stream);
        covering(stream).forEach(covered -> byCovered.compute(covered, (key, streams) -> with(streams, stream)));
        sink.onDispose(() -> remove(stream)); // last: where it was cancelled already, this runs at once
    }

    private static Set<OpenStream> with(@Nullable Set<OpenStream> streams, OpenStream stream) {
        Set<OpenStream> more = streams == null ? ConcurrentHashMap.newKeySet(1) : streams;
        more.add(stream);
        return more;
    }

    private void endDue() {
        Instant now = clock.instant();
        for (OpenStream stream : byDeadline) {
            if (now.isBefore(stream.deadline().at())) {
                return;
            }
            end(stream, stream.deadline().end());
        }
    }

    /** Whoever takes it from the order ends it, so two that want to end it count once. */
    private void end(OpenStream stream, StreamEnd end) {
        if (!byDeadline.remove(stream)) {
            return;
        }
        Counter.builder("portcullis.gateway.streams.ended")
                .description("Open streams that the gateway ended")
                .tag("code", end.code())
                .register(meters)
                .increment();
        stream.sink().success(end);
    }

    private void remove(OpenStream stream) {
        byDeadline.remove(stream);
        covering(stream)
                .forEach(covered -> byCovered.computeIfPresent(covered, (key, streams) -> {
                    streams.remove(stream);
                    return streams.isEmpty() ? null : streams;
                }));
        open.decrementAndGet();
    }

    private static List<Covered> covering(OpenStream stream) {
        return stream.facts().covering();
    }

    @Override
    public void close() {
        scheduler.dispose();
    }
}

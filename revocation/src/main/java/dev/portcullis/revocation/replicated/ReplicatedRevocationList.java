package dev.portcullis.revocation.replicated;

import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.ProofSink;
import dev.portcullis.revocation.ProvedRevocationList;
import dev.portcullis.revocation.RevocationListener;
import dev.portcullis.revocation.RevocationListeners;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TokenFacts;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.feed.FeedFollower;
import dev.portcullis.revocation.feed.FeedSettings;
import dev.portcullis.revocation.memory.Entries;
import dev.portcullis.revocation.memory.EntryTable;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.protocol.Held;
import dev.portcullis.revocation.protocol.Progress;
import dev.portcullis.revocation.redis.ListSettings;
import dev.portcullis.revocation.redis.RedisConnections;
import dev.portcullis.revocation.redis.RedisSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The whole list in memory, followed over Redis and, while Redis proves nothing, over the feed. A question is a few
 * look-ups and waits for nobody.
 *
 * <p>Its memory is bounded by what the log holds: 64 bytes an entry, twice that while a reload stands beside.
 */
public final class ReplicatedRevocationList implements ProvedRevocationList {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicatedRevocationList.class);

    private final Duration maxStaleness;
    private final Duration probePeriod;
    private final Duration horizon;
    private final TwinClock clock;
    private final Follower follower = new Follower(EntryTable::new);
    private final RevocationListeners listeners = new RevocationListeners();
    private final RedisSource redis;
    private final @Nullable FeedFollower feed;
    private final StateReport report = new StateReport();
    private final Disposable.Swap watch = Disposables.swap();
    private volatile boolean whole;
    private volatile @Nullable Reading started;
    private int nextPart;

    /**
     * Answers {@link RevocationStatus#UNKNOWN} until {@link #start()} and the first proof.
     *
     * @param feed the second source; {@code null} where there is none
     */
    public ReplicatedRevocationList(
            RedisConnections connections,
            ListSettings settings,
            @Nullable FeedSettings feed,
            TwinClock clock,
            MeterRegistry meters) {
        this.maxStaleness = settings.maxStaleness();
        this.probePeriod = settings.probePeriod();
        this.horizon = settings.horizon();
        this.clock = clock;
        this.redis = new RedisSource(connections, settings, clock, new Sources(), follower, this::took);
        this.feed = feed == null ? null : new FeedFollower(feed, maxStaleness, clock, follower, this::took);
        new ListMeters(this).register(meters);
    }

    @Override
    public void start() {
        started = clock.read();
        redis.start();
        if (feed != null) {
            feed.greet();
        }
        watch.update(Flux.interval(probePeriod.dividedBy(4))
                .onBackpressureDrop()
                .doOnNext(tick -> look())
                .doOnError(defect -> LOG.error("The watch over the revocation list stumbled and goes on.", defect))
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, probePeriod))
                .subscribe());
    }

    @Override
    public void close() {
        watch.dispose();
        redis.close();
        if (feed != null) {
            feed.close();
        }
    }

    @Override
    public void listen(RevocationListener listener) {
        listeners.add(listener);
    }

    @Override
    public Mono<RevocationStatus> statusOf(TokenFacts token) {
        return Mono.fromSupplier(() -> statusNow(token));
    }

    private RevocationStatus statusNow(TokenFacts token) {
        Held held = follower.held();
        if (!isCurrent(held)) {
            return RevocationStatus.UNKNOWN;
        }
        for (Covered covered : token.covering()) {
            long score = held.entries().scoreOf(covered.member());
            if (score != Entries.ABSENT && token.isCoveredBy(covered, score)) {
                return RevocationStatus.REVOKED;
            }
        }
        return RevocationStatus.ACTIVE;
    }

    @Override
    public boolean hasBeenWhole() {
        return whole;
    }

    @Override
    public Optional<Duration> staleness() {
        return Optional.ofNullable(follower.held().provedAsOf())
                .map(asOf -> clock.read().elapsedSince(asOf));
    }

    @Override
    public boolean isCurrent() {
        return isCurrent(follower.held());
    }

    private boolean isCurrent(Held held) {
        Reading asOf = held.provedAsOf();
        return asOf != null && clock.read().elapsedSince(asOf).compareTo(maxStaleness) <= 0;
    }

    /** How many entries are held. */
    public long entries() {
        return follower.held().entries().size();
    }

    /** The last entry's number. */
    public long head() {
        return follower.held().head().number();
    }

    /** Where what is held is known from now. */
    public Source source() {
        if (!isCurrent()) {
            return Source.NONE;
        }
        return feed != null && feed.isActive() ? Source.FEED : Source.REDIS;
    }

    @Override
    public String knownFrom() {
        return source().name().toLowerCase(Locale.ROOT);
    }

    private void took(Progress progress) {
        whole |= follower.held().provedAsOf() != null;
        progress.tell(listeners);
    }

    private void look() {
        beginFeedWhereLate();
        report.observed(isCurrent(), entries());
        if (feed != null) {
            report.published(feed.horizon(), horizon);
        }
        sweepOnePart();
    }

    private void sweepOnePart() {
        Reading since = started;
        if (since != null) {
            follower.sweep(nextPart, Sweep.at(Sweep.time(since, clock.read()), horizon));
            nextPart = (nextPart + 1) % follower.held().entries().parts();
        }
    }

    /**
     * Whatever keeps Redis from proving what is held, its stream for one. Half a period after a proof was due: the first
     * question to the feed, which has to connect, has more than a third of max-staleness then.
     */
    private void beginFeedWhereLate() {
        Held held = follower.held();
        Reading since = held.provedAsOf() == null ? started : held.provedAsOf();
        Duration late = probePeriod.multipliedBy(3).dividedBy(2);
        if (feed != null && since != null && clock.read().elapsedSince(since).compareTo(late) > 0) {
            feed.begin();
        }
    }

    /** Where the list is known from. */
    public enum Source {
        REDIS,
        FEED,
        NONE
    }

    /** What the probes of Redis lead to. */
    private final class Sources implements ProofSink {

        @Override
        public void accept(Proof proof) {
            took(follower.proved(proof));
            Reading asOf = follower.held().provedAsOf();
            boolean countsUnderIt =
                    asOf != null && proof.asOf().elapsedSince(asOf).isZero();
            if (feed != null && countsUnderIt) {
                feed.rest();
            }
        }

        @Override
        public void doubted() {
            if (feed != null) {
                feed.begin();
            }
        }
    }
}

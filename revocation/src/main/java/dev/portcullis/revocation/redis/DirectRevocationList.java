package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.Freshness;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.ProvedRevocationList;
import dev.portcullis.revocation.RevocationListener;
import dev.portcullis.revocation.RevocationListeners;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TokenFacts;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.memory.Entries;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.protocol.Progress;
import io.lettuce.core.RedisException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Asks Redis for each token: one {@code ZMSCORE} for all that would cover it and for the list's own state, so that both
 * come from one instant (rule D). Concurrent requests are pipelined over one connection.
 */
public final class DirectRevocationList implements ProvedRevocationList {

    private final Link link;
    private final RedisSchema schema;
    private final Freshness freshness;
    private final RedisProber prober;
    private final RevocationListeners listeners = new RevocationListeners();
    private final Follower tail = new Follower(() -> Entries.NONE);
    private final RedisFollower stream;
    private final Duration timeout;
    private final Duration maxStaleness;
    private final TwinClock clock;

    /** Answers {@link RevocationStatus#UNKNOWN} until {@link #start()} and the first proof. */
    public DirectRevocationList(
            RedisConnections connections, ListSettings settings, TwinClock clock, MeterRegistry meters) {
        this.link = connections.link();
        this.schema = RedisSchema.of(settings.keyPrefix());
        this.freshness = new Freshness(settings.maxStaleness(), clock);
        this.prober = new RedisProber(connections, settings, clock, this::proved);
        this.stream = new RedisFollower(connections, settings.keyPrefix(), false, tail, this::tell);
        this.timeout = settings.maxStaleness().dividedBy(2);
        this.maxStaleness = settings.maxStaleness();
        this.clock = clock;
        Gauge.builder("portcullis.revocation.staleness", this, DirectRevocationList::stalenessSeconds)
                .description("How long ago the revocation list was last proved current; NaN before the first proof")
                .baseUnit("seconds")
                .register(meters);
    }

    @Override
    public void start() {
        prober.start();
        if (!listeners.isEmpty()) {
            stream.start();
        }
    }

    /** Open streams have to end here too, and nobody asks about them: for them the log is followed, and not kept. */
    @Override
    public void listen(RevocationListener listener) {
        listeners.add(listener);
    }

    private void proved(Proof proof) {
        freshness.accept(proof);
        if (!listeners.isEmpty()) {
            tell(tail.proved(proof));
        }
    }

    private void tell(Progress progress) {
        progress.tell(listeners);
    }

    @Override
    public void close() {
        stream.close();
        prober.close();
        link.close();
    }

    @Override
    public boolean hasBeenWhole() {
        return freshness.staleness().isPresent();
    }

    @Override
    public Optional<Duration> staleness() {
        return freshness.staleness();
    }

    @Override
    public boolean isCurrent() {
        return freshness.current().isPresent();
    }

    /** By what was read of the stream: that Redis answers questions says nothing of it. */
    @Override
    public boolean isHeard() {
        TwinClock.Reading asOf = tail.held().provedAsOf();
        return asOf != null && clock.read().elapsedSince(asOf).compareTo(maxStaleness) <= 0;
    }

    @Override
    public String knownFrom() {
        return isCurrent() ? "redis" : "none";
    }

    private double stalenessSeconds() {
        return freshness.staleness().map(age -> age.toNanos() / 1e9).orElse(Double.NaN);
    }

    @Override
    public Mono<RevocationStatus> statusOf(TokenFacts token) {
        return Mono.defer(() -> {
                    Optional<Proof> proof = freshness.current();
                    if (proof.isEmpty()) {
                        // Nothing that Redis could say now would count, and a hung one must not collect questions.
                        return Mono.just(RevocationStatus.UNKNOWN);
                    }
                    return ask(token, token.covering(), proof.get());
                })
                .onErrorReturn(RevocationStatus.UNKNOWN);
    }

    private Mono<RevocationStatus> ask(TokenFacts token, List<Covered> covering, Proof known) {
        String[] members = Stream.concat(
                        covering.stream().map(Covered::member), Stream.of(RedisSchema.EPOCH, RedisSchema.HEAD))
                .toArray(String[]::new);
        return link.with(redis -> redis.zmscore(schema.list(), members)
                        .single()
                        .doOnNext(scores ->
                                checkNotBehind(known, scores.get(members.length - 2), scores.get(members.length - 1))))
                .timeout(timeout)
                .map(scores -> judge(token, covering, scores));
    }

    /**
     * A list that ends before what was proved when it was asked is another node's: the connection leads astray. One that is
     * gone, or of a newer history, may be the same.
     */
    private static void checkNotBehind(Proof known, @Nullable Double epoch, @Nullable Double head) {
        boolean older = epoch != null && RedisSchema.epochOf(epoch) < known.epoch();
        boolean shorter = epoch != null
                && head != null
                && RedisSchema.epochOf(epoch) == known.epoch()
                && RedisSchema.headOf(head) < known.floor();
        if (older || shorter) {
            throw new RedisException("The list that answers is not the one that was proved.");
        }
    }

    private RevocationStatus judge(TokenFacts token, List<Covered> covering, List<@Nullable Double> scores) {
        if (!countsUnderProof(scores.get(covering.size()), scores.get(covering.size() + 1))) {
            return RevocationStatus.UNKNOWN;
        }
        for (int i = 0; i < covering.size(); i++) {
            Double score = scores.get(i);
            if (score != null && token.isCoveredBy(covering.get(i), score.longValue())) {
                return RevocationStatus.REVOKED;
            }
        }
        return RevocationStatus.ACTIVE;
    }

    private boolean countsUnderProof(@Nullable Double epoch, @Nullable Double head) {
        return epoch != null
                && head != null
                && freshness
                        .current()
                        .filter(proof -> RedisSchema.epochOf(epoch) == proof.epoch())
                        .filter(proof -> RedisSchema.headOf(head) >= proof.floor())
                        .isPresent();
    }
}

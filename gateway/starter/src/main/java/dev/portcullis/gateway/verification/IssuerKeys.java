package dev.portcullis.gateway.verification;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The keys of one issuer: one snapshot, replaced whole by a load in the background.
 *
 * <p>A request reads the snapshot and never waits, with one exception: a token that names a key we do not have may cause a
 * load, at most one in {@link KeySettings#unknownKid()}, and the request that caused it waits for it, so that a key works
 * as soon as it has been rotated in. A flood of invented names therefore costs its issuer nothing and good tokens no time.
 */
public final class IssuerKeys {

    /** Told to who comes while there are no keys: about one step of the back-off. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);

    private final String issuerName;
    private final JwksSource source;
    private final KeySettings settings;
    private final InstantSource clock;
    private final AtomicReference<@Nullable CompletableFuture<Boolean>> running = new AtomicReference<>();
    private final AtomicReference<Instant> nextUnknownKid = new AtomicReference<>(Instant.MIN);
    private volatile @Nullable Snapshot snapshot;
    private volatile Schedule schedule = new Schedule(Instant.MIN, 0);

    private record Snapshot(KeySet keys, Instant loadedAt) {}

    /** When the next load is due, and how many have failed in a row. */
    private record Schedule(Instant due, int failures) {}

    public IssuerKeys(String issuerName, JwksSource source, KeySettings settings, InstantSource clock) {
        this.issuerName = issuerName;
        this.source = source;
        this.settings = settings;
        this.clock = clock;
    }

    /** The keys to try for a token, at least one. Never empty. Does not block. */
    Mono<Outcome<List<VerificationKey>>> keysFor(@Nullable String kid, SignatureAlgorithm algorithm) {
        Outcome<KeySet> held = held();
        boolean mayBeNew = held.fold(keys -> !keys.knows(kid), none -> false);
        return mayBeNew && takeUnknownKidTurn()
                ? Mono.fromFuture(load(), true).map(ended -> held().then(keys -> pick(keys, kid, algorithm)))
                : Mono.just(held.then(keys -> pick(keys, kid, algorithm)));
    }

    private static Outcome<List<VerificationKey>> pick(
            KeySet keys, @Nullable String kid, SignatureAlgorithm algorithm) {
        List<VerificationKey> candidates = keys.candidates(kid, algorithm);
        return candidates.isEmpty()
                ? new Outcome.Refused<>(new Refusal.InvalidToken(Reason.KEY))
                : new Outcome.Passed<>(candidates);
    }

    /** The last good set. A set without a usable key is none: nothing can be said of any token then. */
    private Outcome<KeySet> held() {
        Snapshot last = snapshot;
        return last == null
                        || last.keys().keys().isEmpty()
                        || clock.instant().isAfter(last.loadedAt().plus(settings.keepLastGood()))
                ? new Outcome.Refused<>(new Refusal.KeysUnavailable(RETRY_AFTER))
                : new Outcome.Passed<>(last.keys());
    }

    /** Whether this caller may start a load for an unknown name now; at most one caller an interval hears yes. */
    private boolean takeUnknownKidTurn() {
        Instant now = clock.instant();
        Instant next = nextUnknownKid.get();
        return !now.isBefore(next) && nextUnknownKid.compareAndSet(next, now.plus(settings.unknownKid()));
    }

    /** Starts a load where one is due. Called from the background, about once a second. Does not block. */
    void refreshIfDue() {
        if (!clock.instant().isBefore(schedule.due())) {
            load();
        }
    }

    /** Whether the first load has ended, well or not. */
    public boolean firstLoadEnded() {
        return !schedule.due().equals(Instant.MIN);
    }

    /** Whether a token of this issuer could be verified now. */
    public boolean available() {
        return held().fold(keys -> true, refusal -> false);
    }

    /**
     * Joins the load that runs, or starts one. Ends with whether it went well, never with an error, within the source's
     * time-out. It is not bound to who waits: a client that hangs up must not take the load with it.
     */
    private CompletableFuture<Boolean> load() {
        CompletableFuture<Boolean> mine = new CompletableFuture<>();
        CompletableFuture<Boolean> other = running.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        source.load().map(IssuerKeys::parse).toFuture().whenComplete((keys, failure) -> {
            note(keys, failure);
            running.set(null);
            mine.complete(failure == null);
        });
        return mine;
    }

    private static KeySet parse(byte[] bytes) {
        return KeySet.parse(bytes).orElseThrow(() -> new JwksSource.Unusable("no key set"));
    }

    private void note(@Nullable KeySet keys, @Nullable Throwable failure) {
        Instant now = clock.instant();
        int failuresBefore = schedule.failures();
        if (keys == null || failure != null) {
            if (failuresBefore == 0) {
                LOG.warn("The keys of issuer '{}' cannot be loaded: {}", issuerName, String.valueOf(failure));
            }
            schedule = new Schedule(now.plus(backoff(failuresBefore)), failuresBefore + 1);
            return;
        }
        if (failuresBefore > 0) {
            LOG.info(
                    "The keys of issuer '{}' are loaded again: {}",
                    issuerName,
                    keys.keys().size());
        }
        snapshot = new Snapshot(keys, now);
        schedule = new Schedule(now.plus(settings.refresh()), 0);
    }

    private static Duration backoff(int failuresBefore) {
        Duration doubled = FIRST_BACKOFF.multipliedBy(1L << Math.min(failuresBefore, 5));
        return doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
    }
}

package dev.portcullis.gateway.verification;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keys that are fetched: one snapshot, replaced whole by a load in the background.
 *
 * <p>A request reads the snapshot and never waits, with one exception: a token that names a key we do not have may cause a
 * load, at most one in {@link KeySettings#unknownKid()}, and a bounded number of such requests wait for it, so that a key
 * works as soon as it has been rotated in. A flood of invented names costs its issuer nothing and good tokens no time.
 */
final class FetchedKeys extends IssuerKeys {

    private static final String NO_USABLE_KEY = "the key set holds no usable key";

    private final KeySource origin;
    private final JwksSource source;
    private final KeySettings settings;
    private final InstantSource clock;
    private final LoadHistory history;
    private final UnknownKidTurns turns;
    private final AtomicReference<@Nullable CompletableFuture<@Nullable Void>> running = new AtomicReference<>();
    private volatile @Nullable Snapshot snapshot;

    private record Snapshot(KeySet keys, Instant loadedAt) {}

    FetchedKeys(String issuerName, KeySource origin, JwksSource source, KeySettings settings, InstantSource clock) {
        this.origin = origin;
        this.source = source;
        this.settings = settings;
        this.clock = clock;
        this.history = new LoadHistory(issuerName, settings.refresh());
        this.turns = new UnknownKidTurns(settings.unknownKid());
    }

    @Override
    Mono<Outcome<List<VerificationKey>>> keysFor(@Nullable String kid, SignatureAlgorithm algorithm) {
        Outcome<KeySet> held = held();
        boolean mayBeNew = held.fold(keys -> !keys.knows(kid), none -> false);
        return mayBeNew
                ? turns.newerKeys(clock.instant(), this::loadAnew)
                        .then(Mono.fromSupplier(() -> held().then(keys -> pick(keys, kid, algorithm))))
                : Mono.just(held.then(keys -> pick(keys, kid, algorithm)));
    }

    /** The last good set. A set without a usable key is none: nothing can be said of any token then. */
    @Override
    Outcome<KeySet> held() {
        Snapshot last = snapshot;
        return last == null || last.keys().isEmpty() || isTooOld(last)
                ? new Outcome.Refused<>(new Refusal.KeysUnavailable(RETRY_AFTER))
                : new Outcome.Passed<>(last.keys());
    }

    private boolean isTooOld(Snapshot last) {
        return clock.instant().isAfter(last.loadedAt().plus(settings.keepLastGood()));
    }

    @Override
    void refreshIfDue() {
        if (history.isDue(clock.instant())) {
            load();
        }
    }

    @Override
    public boolean firstLoadEnded() {
        return history.hasEnded();
    }

    /** A load that has seen nothing older than this call: one that already runs may have fetched the set before. */
    private CompletableFuture<@Nullable Void> loadAnew() {
        CompletableFuture<@Nullable Void> before = running.get();
        return before == null ? load() : before.thenCompose(ended -> load());
    }

    /**
     * Joins the load that runs, or starts one. Ends, never with an error, within the source's time-out. It is not bound to
     * who waits: a client that hangs up must not take the load with it.
     */
    private CompletableFuture<@Nullable Void> load() {
        CompletableFuture<@Nullable Void> mine = new CompletableFuture<>();
        CompletableFuture<@Nullable Void> other = running.compareAndExchange(null, mine);
        if (other != null) {
            return other;
        }
        Mono.defer(source::load).map(FetchedKeys::parse).single().toFuture().whenComplete((keys, failure) -> {
            note(keys, failure);
            running.set(null);
            mine.complete(null);
        });
        return mine;
    }

    private static KeySet parse(byte[] bytes) {
        return KeySet.parse(bytes).orElseThrow(() -> new JwksSource.Unusable("the answer is no key set"));
    }

    private void note(@Nullable KeySet keys, @Nullable Throwable failure) {
        Instant now = clock.instant();
        if (keys == null || failure != null) {
            history.failed(now, JwksSource.Unusable.reasonOf(failure));
            return;
        }
        // also where it is empty: whoever withdraws all keys wants no token to pass
        snapshot = new Snapshot(keys, now);
        if (keys.isEmpty()) {
            history.failed(now, NO_USABLE_KEY);
        } else {
            history.succeeded(now, keys);
        }
    }

    @Override
    public KeyView view() {
        Snapshot last = snapshot;
        return new KeyView(
                origin.shown(),
                last == null ? List.of() : last.keys().shown(),
                last == null ? List.of() : last.keys().skipped(),
                Optional.ofNullable(last).map(Snapshot::loadedAt),
                available() ? Optional.empty() : Optional.of(whyNone(last)),
                history.loads());
    }

    private static String whyNone(@Nullable Snapshot last) {
        if (last == null) {
            return "no keys yet";
        }
        return last.keys().isEmpty() ? NO_USABLE_KEY : "the last good keys are too old";
    }
}

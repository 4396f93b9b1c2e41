package dev.portcullis.revocation.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.codec.StringCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * One physical connection at a time. All commands of one {@link #with} go over the same one: whatever breaks it ends
 * that work as failed, and only a later call opens another.
 *
 * <p>Opening is joined, and after a failure nobody tries again for a moment, so that a thousand waiting requests are one
 * connection attempt.
 */
final class Link {

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(200);

    private final RedisClient client;
    private final RedisURI uri;
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();

    Link(RedisClient client, RedisURI uri) {
        this.client = client;
        this.uri = uri;
    }

    /**
     * Runs the work on the open connection. A command that got no answer leaves the connection in doubt and closes it;
     * an error that Redis answered with, or that the work brings from elsewhere, does not.
     */
    <T> Mono<T> with(Function<RedisReactiveCommands<String, String>, Mono<T>> work) {
        return Mono.defer(() -> {
            Attempt attempt = attempt();
            return attempt.connection
                    .flatMap(connection -> work.apply(connection.reactive()))
                    .doOnError(Link::leavesInDoubt, failure -> attempt.discard());
        });
    }

    private static boolean leavesInDoubt(Throwable failure) {
        return failure instanceof IOException
                || (failure instanceof RedisException && !(failure instanceof RedisCommandExecutionException));
    }

    private Attempt attempt() {
        Attempt held = current.get();
        if (held != null && held.isUsable()) {
            return held;
        }
        Attempt fresh = new Attempt();
        if (current.compareAndSet(held, fresh)) {
            return fresh;
        }
        return attempt();
    }

    void close() {
        Attempt held = current.getAndSet(null);
        if (held != null) {
            held.discard();
        }
    }

    /** One try to connect and, if it succeeds, the connection until it fails. */
    private final class Attempt {

        /** Opened by the first subscriber, shared by all; dropped as a whole when it fails. */
        private final Mono<StatefulRedisConnection<String, String>> connection = Mono.fromFuture(
                        () -> client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture())
                .subscribeOn(Schedulers.boundedElastic()) // opening takes locks; commands do not
                .cache();

        private volatile long discardedAtNanos;
        private volatile boolean discarded;

        /** Still open, still opening, or failed so recently that trying again would only add to the trouble. */
        boolean isUsable() {
            return !discarded || System.nanoTime() - discardedAtNanos < PAUSE_AFTER_FAILURE.toNanos();
        }

        void discard() {
            if (discarded) {
                return;
            }
            discardedAtNanos = System.nanoTime();
            discarded = true;
            connection
                    .filter(StatefulRedisConnection::isOpen)
                    .flatMap(open -> Mono.fromFuture(open::closeAsync))
                    .subscribe(closed -> {}, failed -> {});
        }
    }
}

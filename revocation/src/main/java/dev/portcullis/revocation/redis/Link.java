package dev.portcullis.revocation.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
    private static final List<String> WRONG_NODE = List.of("READONLY", "MOVED", "ASK", "CLUSTERDOWN", "MASTERDOWN");

    private final Whereabouts whereabouts;
    private final AtomicReference<@Nullable Attempt> current = new AtomicReference<>();

    Link(Whereabouts whereabouts) {
        this.whereabouts = whereabouts;
    }

    /**
     * Runs the work on the open connection. A command that got no answer leaves the connection in doubt, and nothing more
     * is sent over it; it is closed once what it carries is answered or has timed out, so that no caller pays for another. An
     * error that Redis answered with, or that the work brings from elsewhere, does not, unless it says that this is the
     * wrong node.
     */
    <T> Mono<T> with(Function<RedisReactiveCommands<String, String>, Mono<T>> work) {
        return Mono.defer(() -> {
            Attempt attempt = attempt();
            if (!attempt.enter()) {
                // Replaced since it was looked up, or given up a moment ago.
                return attempt == current.get() ? Mono.error(attempt.whyDiscarded()) : with(work);
            }
            return attempt.connection
                    // Whatever it was: the failure that is kept would be the answer to everyone from now on.
                    .doOnError(attempt::fail)
                    .flatMap(connection -> work.apply(connection.reactive()))
                    .doOnError(Link::leavesInDoubt, attempt::fail)
                    .doOnError(Link::isWrongNode, failure -> whereabouts.lookAgain())
                    .doFinally(end -> attempt.leave());
        });
    }

    /** What is sent from now on goes over a connection that is opened anew; what was sent is answered, or times out. */
    void renew() {
        Attempt held = current.getAndSet(null);
        if (held != null) {
            held.retire();
        }
    }

    /** What a replica, a former master or another shard answers. */
    private static boolean isWrongNode(Throwable failure) {
        String answer = String.valueOf(failure.getMessage());
        return failure instanceof RedisException && WRONG_NODE.stream().anyMatch(answer::startsWith);
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
            if (held != null) {
                held.retire();
            }
            return fresh;
        }
        return attempt();
    }

    void close() {
        renew();
    }

    /** One try to connect and, if it succeeds, the connection until it fails. */
    private final class Attempt {

        /** Opened by the first subscriber, shared by all; dropped as a whole when it fails. */
        private final Mono<StatefulRedisConnection<String, String>> connection = Mono.fromFuture(
                        () -> whereabouts.connect().toCompletableFuture())
                .subscribeOn(Schedulers.boundedElastic()) // opening takes locks; commands do not
                .cache();

        private final long generation = whereabouts.generation();
        private final AtomicInteger inside = new AtomicInteger();
        private volatile @Nullable Throwable failure;
        private volatile long failedAtNanos;
        private volatile boolean retired;

        /**
         * Still open, still opening, or failed so recently that trying again would only add to the trouble; and the list is
         * not thought to be elsewhere by now.
         */
        boolean isUsable() {
            return failure != null
                    ? System.nanoTime() - failedAtNanos < PAUSE_AFTER_FAILURE.toNanos()
                    : generation == whereabouts.generation();
        }

        /** Whether commands may be sent. Each that was let in has to {@link #leave}. */
        boolean enter() {
            inside.incrementAndGet();
            boolean late = retired;
            if (late) {
                leave();
            }
            return !late;
        }

        /** The last one to leave what is not needed any more ends it: the commands of the others must not end with it. */
        void leave() {
            if (inside.decrementAndGet() == 0 && retired) {
                end();
            }
        }

        void fail(Throwable why) {
            if (failure == null) {
                failedAtNanos = System.nanoTime();
                failure = why;
                retire();
            }
        }

        Throwable whyDiscarded() {
            Throwable why = failure;
            return why == null ? new RedisException("The connection was given up.") : why;
        }

        void retire() {
            retired = true;
            if (inside.get() == 0) {
                end();
            }
        }

        private void end() {
            connection
                    .filter(StatefulRedisConnection::isOpen)
                    .flatMap(open -> Mono.fromFuture(open::closeAsync))
                    .subscribe(closed -> {}, failed -> {});
        }
    }
}

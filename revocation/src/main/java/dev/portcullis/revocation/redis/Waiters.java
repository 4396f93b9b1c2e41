package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.publish.Publication;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The callers that wait for an entry to be confirmed. Safe for any thread. */
final class Waiters {

    /** One more is told at once that it must come back: memory must not grow with the length of an outage. */
    static final int MAX_WAITING = 10_000;

    private final Set<Waiter> waiting = ConcurrentHashMap.newKeySet();
    private final Duration timeout;

    Waiters(Duration timeout) {
        this.timeout = timeout;
    }

    /** Answers once {@link #tell} knows, or PENDING after the time-out. {@code entered} runs then. */
    Mono<Publication> await(LogPosition position, Runnable entered) {
        return Mono.defer(() -> {
            if (waiting.size() >= MAX_WAITING) {
                return Mono.just(Publication.PENDING);
            }
            Waiter waiter = new Waiter(position, Sinks.one());
            waiting.add(waiter);
            entered.run();
            return waiter.answer
                    .asMono()
                    .timeout(timeout, Mono.just(Publication.PENDING))
                    .doFinally(end -> waiting.remove(waiter));
        });
    }

    /**
     * A pass reads the database now. What it publishes tells nothing of whoever comes later: their number may have been
     * given before, in what a database that failed over has lost, and the epoch is raised only once a keeper notices.
     */
    void databaseIsRead() {
        waiting.forEach(waiter -> waiter.committedBefore = true);
    }

    /**
     * All entries of this history are where the gateways read them, and confirmed. Whoever waits for an older history is
     * sent back to the database (D1); whoever waits for a newer one goes on waiting.
     */
    void tell(LogHead reached) {
        waiting.forEach(waiter -> waiter.tell(reached));
    }

    int count() {
        return waiting.size();
    }

    /** Compared by identity: two callers may wait for one position. */
    private static final class Waiter {
        private final LogPosition position;
        private final Sinks.One<Publication> answer;
        private volatile boolean committedBefore;

        Waiter(LogPosition position, Sinks.One<Publication> answer) {
            this.position = position;
            this.answer = answer;
        }

        private void tell(LogHead reached) {
            if (committedBefore && position.isReachedBy(reached)) {
                answer.tryEmitValue(Publication.CONFIRMED);
            } else if (position.isGivenUpFor(reached)) {
                answer.tryEmitValue(Publication.PENDING);
            }
        }
    }
}

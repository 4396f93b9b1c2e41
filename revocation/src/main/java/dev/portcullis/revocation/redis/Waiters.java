package dev.portcullis.revocation.redis;

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

    /** Answers once {@link #confirm} has passed the number, or PENDING after the time-out. {@code entered} runs then. */
    Mono<Publication> await(long number, Runnable entered) {
        return Mono.defer(() -> {
            if (waiting.size() >= MAX_WAITING) {
                return Mono.just(Publication.PENDING);
            }
            Waiter waiter = new Waiter(number, Sinks.one());
            waiting.add(waiter);
            entered.run();
            return waiter.answer
                    .asMono()
                    .timeout(timeout, Mono.just(Publication.PENDING))
                    .doFinally(end -> waiting.remove(waiter));
        });
    }

    /** All entries up to {@code number} are where the gateways read them, and confirmed. */
    void confirm(long number) {
        waiting.stream()
                .filter(waiter -> waiter.number <= number)
                .forEach(waiter -> waiter.answer.tryEmitValue(Publication.CONFIRMED));
    }

    int count() {
        return waiting.size();
    }

    /** Compared by identity: two callers may wait for one number. */
    private static final class Waiter {
        private final long number;
        private final Sinks.One<Publication> answer;

        Waiter(long number, Sinks.One<Publication> answer) {
            this.number = number;
            this.answer = answer;
        }
    }
}

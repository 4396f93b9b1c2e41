package dev.portcullis.quickstart.faults;

import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What goes on all the while: through each gateway, again and again, a valid token, and one that is to be, is being or was
 * revoked.
 */
final class Traffic implements AutoCloseable {

    private static final long PERIOD_MILLIS = 40;

    /** More requests that wait for an answer would only queue: a busy machine is asked less often. */
    private static final int MOST_IN_FLIGHT = 16;

    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final Callers callers;
    private final String valid;
    private final List<String> others;
    private final Random random;
    private final List<AtomicInteger> inFlight =
            Stage.BOTH.stream().map(gateway -> new AtomicInteger()).toList();

    Traffic(Callers callers, String valid, List<String> others, Random random) {
        this.callers = callers;
        this.valid = valid;
        this.others = others;
        this.random = random;
        pace.scheduleAtFixedRate(this::askAll, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void askAll() {
        String other = others.get(random.nextInt(others.size()));
        for (int gateway : Stage.BOTH) {
            ask(gateway, valid);
            ask(gateway, other);
        }
    }

    private void ask(int gateway, String token) {
        AtomicInteger waiting = inFlight.get(gateway);
        if (waiting.get() < MOST_IN_FLIGHT) {
            waiting.incrementAndGet();
            CompletableFuture<?> unused = callers.ask(gateway, token).thenRun(waiting::decrementAndGet);
        }
    }

    /** Nothing more is sent. */
    @Override
    public void close() {
        pace.shutdown();
        try {
            if (!pace.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("The traffic does not end.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.portcullis.quickstart.faults;

import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What goes on all the while: through each gateway, again and again, a valid token, and one that is to be, is being or was revoked. */
final class Traffic implements AutoCloseable {

    private static final long PERIOD_MILLIS = 20;

    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final Callers callers;
    private final String valid;
    private final List<String> toBeRevoked;
    private final Random random;

    Traffic(Callers callers, String valid, List<String> toBeRevoked, Random random) {
        this.callers = callers;
        this.valid = valid;
        this.toBeRevoked = toBeRevoked;
        this.random = random;
        pace.scheduleAtFixedRate(this::askAll, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void askAll() {
        String some = toBeRevoked.get(random.nextInt(toBeRevoked.size()));
        for (int gateway : Stage.BOTH) {
            callers.ask(gateway, valid);
            callers.ask(gateway, some);
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

package dev.portcullis.gateway.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Ends streams. One whose cut fails has outlasted what admitted it and is open all the same, so it is tried again at the
 * next ticks; told once, counted each time.
 */
final class Endings {

    /** A cut that failed for a second will fail for ever. */
    static final int TRIES = 10;

    private record Attempt(OpenStream stream, StreamEnd end, int number) {}

    private final Queue<Attempt> failed = new ConcurrentLinkedQueue<>();
    private final StreamMeters meters;

    Endings(StreamMeters meters) {
        this.meters = meters;
    }

    /** Does nothing to a stream that is over. */
    void end(OpenStream stream, StreamEnd end) {
        attempt(new Attempt(stream, end, 1));
    }

    /** Those that failed before now; one that fails again waits for the next time. */
    void retry() {
        List<Attempt> before = new ArrayList<>();
        for (Attempt next = failed.poll(); next != null; next = failed.poll()) {
            before.add(next);
        }
        before.forEach(last -> attempt(new Attempt(last.stream(), last.end(), last.number() + 1)));
    }

    private void attempt(Attempt attempt) {
        try {
            if (attempt.stream().end(attempt.end())) {
                meters.ended(attempt.end());
            }
        } catch (RuntimeException | LinkageError | StackOverflowError defect) {
            failed(attempt, defect);
        }
    }

    private void failed(Attempt attempt, Throwable defect) {
        if (attempt.number() == 1) {
            meters.defect(defect);
        } else {
            meters.defectAgain();
        }
        if (attempt.number() < TRIES) {
            failed.add(attempt);
        }
    }
}

package dev.portcullis.quickstart.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what is about to happen. */
public final class Waiting {

    private static final long BETWEEN_LOOKS_NANOS = 100_000_000;

    private Waiting() {}

    /** Blocks until it holds; false where it does not within the limit. */
    public static boolean until(BooleanSupplier holds, Duration limit) {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
        }
        return true;
    }
}

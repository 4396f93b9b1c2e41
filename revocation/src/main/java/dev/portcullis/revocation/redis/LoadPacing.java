package dev.portcullis.revocation.redis;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long to wait before the list is loaded once more. A list that must be loaded again and again, because its stream is
 * broken, must not keep the server busy; one that was loaded and stood owes nothing to the loads before it. Safe for any
 * thread.
 */
final class LoadPacing {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int MOST_DOUBLINGS = 7;

    private final AtomicInteger loadsInARow = new AtomicInteger();
    private final AtomicInteger readsSinceLoad = new AtomicInteger();
    private final int readsThatProveIt;

    /** @param read how long a read of the stream takes that brings nothing; a load stood that was followed as long as the longest pause */
    LoadPacing(Duration read) {
        long longest = PAUSE.multipliedBy(1L << MOST_DOUBLINGS).toMillis();
        this.readsThatProveIt = (int) (longest / Math.max(1, read.toMillis())) + 1;
    }

    /** Whether the last load is not known to have stood: what it was read from may be the wrong node's. */
    boolean inDoubt() {
        return loadsInARow.get() > 0;
    }

    Duration pause() {
        int loads = Math.min(loadsInARow.get(), MOST_DOUBLINGS);
        return loads == 0 ? Duration.ZERO : PAUSE.multipliedBy(1L << loads);
    }

    void begun() {
        loadsInARow.incrementAndGet();
        readsSinceLoad.set(0);
    }

    /** A read of the stream was answered. An entry that goes on from what was loaded says at once that it stood. */
    void followed(boolean entryApplied) {
        if (entryApplied || readsSinceLoad.incrementAndGet() >= readsThatProveIt) {
            loadsInARow.set(0);
        }
    }
}

package dev.portcullis.gateway.app;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.concurrent.atomic.LongAdder;

/**
 * Logback's own queue before a slow console, which also counts what it has no room for. Logback itself drops without a word,
 * and already where a fifth of the queue is left. Public, because Logback makes it.
 */
public final class AccessLogAppender extends AsyncAppender {

    private final LongAdder dropped = new LongAdder();

    public AccessLogAppender() {
        setNeverBlock(true);
        setDiscardingThreshold(0);
    }

    /** One at a time: only lines that come add to the queue, so where there was room there still is. */
    @Override
    protected synchronized void append(ILoggingEvent line) {
        if (getRemainingCapacity() == 0) {
            dropped.increment();
        } else {
            super.append(line);
        }
    }

    /** How many lines found no room, since the start. */
    long dropped() {
        return dropped.sum();
    }
}

package dev.portcullis.gateway.stream;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator sees of open streams, defects included. */
public final class StreamMeters {

    private static final Logger LOG = LoggerFactory.getLogger(StreamMeters.class);

    private final AtomicInteger open = new AtomicInteger();
    private final MeterRegistry meters;
    private final Counter defects;

    public StreamMeters(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("portcullis.gateway.streams.open", open, AtomicInteger::get)
                .description("WebSockets and bodies that have been open for a tick and end with their token or session")
                .register(meters);
        defects = Counter.builder("portcullis.gateway.streams.defects")
                .description("Failures of the gateway's own while it watched or ended an open stream")
                .register(meters);
    }

    void open(int streams) {
        open.set(streams);
    }

    void ended(StreamEnd end) {
        Counter.builder("portcullis.gateway.streams.ended")
                .description("Open streams that the gateway ended")
                .tag("code", end.code())
                .register(meters)
                .increment();
    }

    /** Runs a step that may stumble on one stream, and must not on the others. */
    void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | LinkageError | StackOverflowError defect) {
            defect(defect);
        }
    }

    /** One that the log has already. */
    void defectAgain() {
        defects.increment();
    }

    void defect(Throwable defect) {
        defects.increment();
        LOG.error("An open stream could not be watched or ended.", defect);
    }
}

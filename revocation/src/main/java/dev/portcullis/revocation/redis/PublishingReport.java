package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.NodeState;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Tells the operator, once a change, how publishing goes. Used by one pass at a time. */
final class PublishingReport {

    private static final Logger LOG = LoggerFactory.getLogger(RedisPublisher.class);

    /** One failed pass may be another writer, or a server that is just restarting; two in a row are a state. */
    private static final int FAILURES_THAT_COUNT = 2;

    /** Two databases under one prefix raise over each other without an end: that is one state, not a thousand errors. */
    private static final Duration SAME_QUARREL = Duration.ofMinutes(1);

    private final Clock clock;
    private final Counter raised;
    private int failures;
    private boolean evicts;
    private boolean rebuilding;
    private volatile long missing;
    private OptionalLong raisedAtNanos = OptionalLong.empty();

    PublishingReport(MeterRegistry meters) {
        this.clock = meters.config().clock();
        this.raised = Counter.builder("portcullis.revocation.epochs.raised")
                .description(
                        "Histories of the log that were given up, because Redis held what the database does not know")
                .register(meters);
        Gauge.builder("portcullis.revocation.missing", this, report -> report.missing)
                .description("The first revocation that the database should hold and does not; 0 where none is known")
                .register(meters);
    }

    synchronized void healthy() {
        if (failures >= FAILURES_THAT_COUNT || missing > 0) {
            LOG.info("Revocations are published to Redis again.");
        }
        failures = 0;
        missing = 0;
        rebuilding = false;
    }

    /** Passes that find a hole in the log begin to build each time. */
    synchronized void rebuilding() {
        if (!rebuilding) {
            LOG.info("The revocation list in Redis is missing or behind; it is rebuilt from the database.");
        }
        rebuilding = true;
    }

    /** Rows are gone from the log: no pass can go on, and none can mend it. */
    synchronized void incomplete(long number) {
        if (missing == 0) {
            LOG.error(
                    "The revocation log in the database lacks entry {}, which its head counts: rows were deleted by hand."
                            + " Nothing is published past it, and logouts answer 503. Put the rows back from a copy"
                            + " (docs/revocation.md, \"What an operator must not do by hand\").",
                    number);
        }
        missing = number;
    }

    /** An ERROR once; as long as it goes on within a minute, the counter alone. */
    synchronized void historyGivenUp(LogHead there, LogHead head) {
        raised.increment();
        long now = clock.monotonicTime();
        boolean told = raisedAtNanos.isPresent() && now - raisedAtNanos.getAsLong() < SAME_QUARREL.toNanos();
        raisedAtNanos = OptionalLong.of(now);
        LOG.atLevel(told ? Level.DEBUG : Level.ERROR)
                .log(
                        "Redis holds revocation {} of epoch {} that the database, at {} of epoch {}, does not know."
                                + " The database has lost revocations, or two databases share one key prefix:"
                                + " then portcullis.revocation.epochs.raised goes on to rise.",
                        there.number(),
                        there.epoch(),
                        head.number(),
                        head.epoch());
    }

    synchronized void failed(Throwable failure, int waiting) {
        failures++;
        LOG.debug("A pass of the revocation publisher failed.", failure);
        if (failures == FAILURES_THAT_COUNT) {
            LOG.warn(
                    "Revocations cannot be published to Redis ({}); they are kept in the database and tried again."
                            + " Callers that wait: {}.",
                    failure.toString(),
                    waiting);
        }
    }

    /** The lane itself failed, which is a defect; it goes on. */
    void broken(Throwable defect) {
        LOG.error("The revocation publisher stumbled and starts again.", defect);
    }

    synchronized void observed(NodeState node) {
        if (node.evicts() && !evicts) {
            LOG.warn("Redis may evict the revocation list: set maxmemory-policy to noeviction."
                    + " While the list is gone, gateways refuse.");
        }
        evicts = node.evicts();
    }
}

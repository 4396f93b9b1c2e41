package dev.portcullis.revocation.redis;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogHead;
import io.micrometer.core.instrument.MockClock;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What an operator is told where two databases share one prefix, and raise over each other pass by pass. */
final class PublishingReportTests {

    private static final LogHead THERE = new LogHead(1_001, 7, Chain.GENESIS);
    private static final LogHead HERE = new LogHead(1_000, 5, Chain.GENESIS);

    private final Logger logger = (Logger) LoggerFactory.getLogger(RedisPublisher.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final MockClock clock = new MockClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry(SimpleConfig.DEFAULT, clock);
    private final PublishingReport report = new PublishingReport(meters);

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(written);
    }

    @Test
    void quarrelOfTwoDatabasesIsOneErrorAndACountThatRises() {
        for (int pass = 0; pass < 1_000; pass++) {
            report.historyGivenUp(THERE, HERE);
            report.healthy();
            clock.add(Duration.ofMillis(250));
        }

        assertThat(errors()).isEqualTo(1);
        assertThat(meters.counter("portcullis.revocation.epochs.raised").count())
                .isEqualTo(1_000);
    }

    @Test
    void databaseThatLosesEntriesAgainLaterIsToldOfAgain() {
        report.historyGivenUp(THERE, HERE);
        clock.add(Duration.ofMinutes(1));

        report.historyGivenUp(THERE, HERE);

        assertThat(errors()).isEqualTo(2);
    }

    private long errors() {
        return written.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .count();
    }
}

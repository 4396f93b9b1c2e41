package dev.portcullis.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A console that hangs costs lines, and each is counted. */
final class AccessLogAppenderTests {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(AccessLogAppenderTests.class);
    private static final int ROOM = 10;

    private final AccessLogAppender appender = new AccessLogAppender();
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch console = new CountDownLatch(1);

    @BeforeEach
    void hang() {
        LoggerContext context = LOGGER.getLoggerContext();
        AppenderBase<ILoggingEvent> slow = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                begun.incrementAndGet();
                hangs();
                written.incrementAndGet();
            }
        };
        slow.setContext(context);
        slow.start();
        appender.setContext(context);
        appender.setQueueSize(ROOM);
        appender.addAppender(slow);
        appender.start();
        say("first");
        await("the console hangs on it").until(() -> begun.get() == 1 && appender.getNumberOfElementsInQueue() == 0);
    }

    @AfterEach
    void stop() {
        console.countDown();
        appender.stop();
    }

    private void hangs() {
        try {
            console.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String text) {
        appender.doAppend(new LoggingEvent("", LOGGER, Level.INFO, text, null, null));
    }

    @Test
    void lineThatFindsTheLastPlaceIsKeptAndTheNextIsCounted() {
        IntStream.range(0, ROOM).forEach(number -> say("kept"));
        assertThat(appender.dropped()).isZero();

        say("dropped");

        assertThat(appender.dropped()).isOne();
        console.countDown();
        await().until(() -> written.get() == 1 + ROOM);
    }

    @Test
    void linesOfManyThreadsAreWrittenOrCounted() {
        console.countDown(); // it keeps up now and then, so that many lines find the last place

        Stream.generate(() -> new Thread(() -> IntStream.range(0, 5_000).forEach(line -> say("line"))))
                .limit(8)
                .forEach(Thread::start);

        await().until(() -> written.get() + appender.dropped() == 1 + 8 * 5_000);
    }
}

package dev.portcullis.revocation.replicated;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.portcullis.revocation.feed.FeedFormat;
import dev.portcullis.revocation.feed.FeedPage;
import dev.portcullis.revocation.replicated.ReplicatedRevocationList.Source;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The gateway thinks that entries are kept for a day. Redis proves all the while, so that the feed is not followed. */
final class HorizonAtTheStartIT {

    private final Logger logger = (Logger) LoggerFactory.getLogger(ReplicatedRevocationList.class);
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final ListScene scene = new ListScene(ofSeconds(3));

    @BeforeEach
    void listen() {
        written.start();
        logger.addAppender(written);
    }

    @AfterEach
    void close() throws Exception {
        logger.detachAppender(written);
        scene.close();
    }

    @Test
    void shorterHorizonOfTheAuthServiceIsAnErrorWithoutAnyOutage() {
        scene.feed.mangle(page -> withHorizon(page, Duration.ofHours(23)));
        scene.publisher();

        ReplicatedRevocationList list = scene.listOverBoth();

        await().atMost(ofSeconds(30)).until(() -> errors() == 1);
        await().atMost(ofSeconds(30)).until(() -> list.source() == Source.REDIS);
    }

    /** And a feed that is not there yet when the gateway starts is asked until it has answered. */
    @Test
    void sameHorizonIsNoError() {
        scene.feed.answerWith(503);
        scene.publisher();
        AtomicInteger answers = new AtomicInteger();
        scene.feed.mangle(page -> {
            answers.incrementAndGet();
            return page;
        });
        ReplicatedRevocationList list = scene.listOverBoth();
        await().atMost(ofSeconds(30)).until(() -> list.source() == Source.REDIS && scene.feed.requests() > 0);

        scene.feed.answerWith(200);
        await().atMost(ofSeconds(30)).until(() -> answers.get() > 0);

        assertThat(errors()).isZero();
    }

    private static byte[] withHorizon(byte[] page, Duration horizon) {
        FeedPage read = FeedFormat.read(page).orElseThrow();
        return FeedFormat.write(new FeedPage(read.head(), horizon, read.entries()));
    }

    private long errors() {
        return written.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .count();
    }
}

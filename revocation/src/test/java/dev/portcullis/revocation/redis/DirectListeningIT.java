package dev.portcullis.revocation.redis;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.RevocationListener;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever listens to the list that keeps nothing in memory. */
final class DirectListeningIT {

    private final RealRedis redis = RealRedis.start();
    private final List<AutoCloseable> closing = new ArrayList<>(List.of(redis));
    private final TestLog log = new TestLog();
    private final List<LogEntry> heard = new CopyOnWriteArrayList<>();
    private final AtomicInteger reloads = new AtomicInteger();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }

    @Test
    void entriesAreHeardOneByOneAndAHistoryThatWasLostIsToldAsAReload() {
        RedisPublisher publisher = publisher();
        publisher.publish(log.revoke("before")).block();
        listen();
        await().atMost(ofSeconds(30)).until(() -> reloads.get() == 1);

        publisher.publish(log.revoke("first")).block();
        publisher.publish(log.revoke("second")).block();
        await().atMost(ofSeconds(30)).until(() -> heard.size() == 2);
        assertThat(heard).isEqualTo(log.entriesAfter(1, 2));
        log.raiseEpochAbove(TestLog.EPOCH).block();

        await().atMost(ofSeconds(30)).until(() -> reloads.get() == 2);
    }

    private void listen() {
        ListSettings settings = new ListSettings("{portcullis}", ofSeconds(1), 0, 1, ofDays(1));
        DirectRevocationList list = new DirectRevocationList(
                connections(), settings, TwinClock.system(Clock.systemUTC()), new SimpleMeterRegistry());
        closing.add(list);
        list.listen(new RevocationListener() {
            @Override
            public void applied(LogEntry entry) {
                heard.add(entry);
            }

            @Override
            public void reloaded() {
                reloads.incrementAndGet();
            }
        });
        list.start();
    }

    private RedisPublisher publisher() {
        PublisherSettings settings = new PublisherSettings("{portcullis}", 0, ofSeconds(2), ofMillis(250));
        RedisPublisher created = new RedisPublisher(connections(), log, settings, new SimpleMeterRegistry());
        closing.add(created);
        created.start();
        return created;
    }

    private RedisConnections connections() {
        RedisConnections created =
                new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, ofMillis(300));
        closing.add(created);
        return created;
    }
}

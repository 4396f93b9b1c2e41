package dev.portcullis.revocation.replicated;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestFeed;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.feed.FeedSettings;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.revocation.redis.ListSettings;
import dev.portcullis.revocation.redis.RedisConnections;
import dev.portcullis.revocation.redis.RedisPublisher;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A log, one real Redis with its publisher, a feed over real HTTP, and the lists that follow them. */
final class ListScene implements AutoCloseable {

    private static final PublisherSettings PUBLISHING =
            new PublisherSettings("{portcullis}", 0, ofSeconds(2), ofMillis(250));

    final RealRedis redis = RealRedis.start();
    final TestLog log = new TestLog();
    final TestFeed feed = new TestFeed(log);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AutoCloseable> closing = new ArrayList<>(List.of(redis, feed));
    private final ListSettings settings;

    ListScene(Duration maxStaleness) {
        this.settings = new ListSettings("{portcullis}", maxStaleness, 0, 1, Duration.ofDays(1));
    }

    RedisPublisher publisher() {
        RedisPublisher created = new RedisPublisher(connections(), log, PUBLISHING, meters);
        closing.add(created);
        created.start();
        return created;
    }

    ReplicatedRevocationList listOverRedis() {
        return started(list(null));
    }

    ReplicatedRevocationList listOverBoth() {
        return started(list(feed.settings()));
    }

    static ReplicatedRevocationList started(ReplicatedRevocationList list) {
        list.start();
        return list;
    }

    ReplicatedRevocationList list(@Nullable FeedSettings second) {
        ReplicatedRevocationList created = new ReplicatedRevocationList(
                connections(), settings, second, TwinClock.system(Clock.systemUTC()), meters);
        closing.add(created);
        return created;
    }

    RedisConnections connections() {
        RedisConnections created =
                new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, settings.probePeriod());
        closing.add(created);
        return created;
    }

    static Publication publish(RedisPublisher publisher, LogPosition entry) {
        return publisher.publish(entry).blockOptional().orElseThrow();
    }

    static RevocationStatus status(ReplicatedRevocationList list, String jti) {
        return list.statusOf(token(jti)).blockOptional().orElseThrow();
    }

    static void awaitStatus(ReplicatedRevocationList list, String jti, RevocationStatus status) {
        await(jti + " is " + status)
                .atMost(ofSeconds(30))
                .pollInterval(ofMillis(10))
                .until(() -> status(list, jti) == status);
    }

    @Override
    public void close() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }
}

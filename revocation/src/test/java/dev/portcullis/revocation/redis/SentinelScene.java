package dev.portcullis.revocation.redis;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.ProvedRevocationList;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.revocation.replicated.ReplicatedRevocationList;
import dev.portcullis.testing.RedisSentinels;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three nodes under three real Sentinels, W = P = 1: a publisher, and the lists that follow it. Closed again, the last first. */
final class SentinelScene implements AutoCloseable {

    static final Duration MAX_STALENESS = ofSeconds(1);
    private static final ListSettings LIST = new ListSettings("{portcullis}", MAX_STALENESS, 1, 3, Duration.ofDays(1));
    private static final PublisherSettings PUBLISHING =
            new PublisherSettings("{portcullis}", 1, ofSeconds(2), ofMillis(250));

    final RedisSentinels redis = RedisSentinels.start(2);
    final TestLog log = new TestLog();
    private final List<AutoCloseable> closing = new ArrayList<>(List.of(redis));
    final RedisPublisher publisher = publisher();

    private RedisPublisher publisher() {
        RedisPublisher started =
                new RedisPublisher(connections(sentinels()), log, PUBLISHING, new SimpleMeterRegistry());
        closing.add(started);
        started.start();
        return started;
    }

    /** A started list that asks Redis for each request. */
    ProvedRevocationList direct(RedisURI uri) {
        return started(new DirectRevocationList(connections(uri), LIST, clock(), new SimpleMeterRegistry()));
    }

    /** A started list in memory, without the feed. */
    ProvedRevocationList replicated(RedisURI uri) {
        return started(new ReplicatedRevocationList(connections(uri), LIST, null, clock(), new SimpleMeterRegistry()));
    }

    private ProvedRevocationList started(ProvedRevocationList list) {
        closing.add(list);
        list.start();
        return list;
    }

    private static TwinClock clock() {
        return TwinClock.system(Clock.systemUTC());
    }

    RedisURI sentinels() {
        RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(RedisSentinels.MASTER);
        redis.sentinelPorts().forEach(port -> uri.withSentinel("127.0.0.1", port));
        return uri.build();
    }

    private RedisConnections connections(RedisURI uri) {
        RedisConnections connections = new RedisConnections(uri, null, ofMillis(333));
        closing.add(connections);
        return connections;
    }

    void revokeUntilAcknowledged(String jti) {
        LogPosition number = log.revoke(jti);
        await().atMost(ofSeconds(60))
                .until(() -> publisher.publish(number).block(ofSeconds(30)) == Publication.CONFIRMED);
    }

    static void awaitActive(ProvedRevocationList list, String jti) {
        await().atMost(ofSeconds(60)).until(() -> status(list, jti) == RevocationStatus.ACTIVE);
    }

    static RevocationStatus status(ProvedRevocationList list, String jti) {
        return list.statusOf(token(jti)).blockOptional(ofSeconds(30)).orElseThrow();
    }

    @Override
    public void close() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }
}

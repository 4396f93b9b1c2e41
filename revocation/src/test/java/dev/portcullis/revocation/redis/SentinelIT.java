package dev.portcullis.revocation.redis;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.testing.RedisSentinels;
import dev.portcullis.testing.RedisSentinels.Node;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three nodes under three real Sentinels, W = P = 1. */
final class SentinelIT {

    private static final Duration MAX_STALENESS = ofSeconds(1);
    private static final ListSettings LIST = new ListSettings("{portcullis}", MAX_STALENESS, 1, 3, Duration.ofDays(1));
    private static final PublisherSettings PUBLISHING =
            new PublisherSettings("{portcullis}", 1, ofSeconds(2), ofMillis(250));

    private final RedisSentinels redis = RedisSentinels.start(2);
    private final List<AutoCloseable> closing = new ArrayList<>(List.of(redis));
    private final TestLog log = new TestLog();
    private final RedisPublisher publisher = publisher();
    private final DirectRevocationList list = list(sentinels());

    @AfterEach
    void closeAll() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }

    /** FAULTS F1: a gateway goes on talking to a master that was deposed, and that answers whatever it is asked. */
    @Test
    void deposedMasterThatKeepsAnsweringIsBelievedNoLongerThanTheBound() {
        Node deposed = redis.nodes().get(0);
        DirectRevocationList stuck =
                list(RedisURI.create("127.0.0.1", deposed.redis().port()));
        awaitActive(list, "kept");
        awaitActive(stuck, "kept");

        deposed.wire().cut();
        long cutAt = System.nanoTime();
        await().atMost(ofSeconds(30))
                .until(() -> redis.masterPort() != deposed.wire().port());
        assertThat(deposed.replication("role")).isEqualTo("master");
        revokeUntilAcknowledged("gone");

        assertThat(status(stuck, "gone")).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(status(stuck, "kept")).isEqualTo(RevocationStatus.UNKNOWN);
        awaitActive(list, "kept");
        assertThat(status(list, "gone")).isEqualTo(RevocationStatus.REVOKED);
    }

    /** FAULTS F6: the replica that confirmed dies with the master, and the one that lacks the entry is promoted. */
    @Test
    void entryThatThePromotedReplicaLacksIsNeverMissed() {
        awaitActive(list, "kept");
        Node confirming = redis.nodes().get(1);
        Node lagging = redis.nodes().get(2);
        lagging.redis().pause();
        revokeUntilAcknowledged("gone");

        redis.nodes().get(0).redis().kill();
        confirming.redis().kill();
        lagging.redis().resume();

        List<RevocationStatus> seen = new ArrayList<>();
        await().atMost(ofSeconds(60)).until(() -> {
            seen.add(status(list, "gone"));
            return redis.masterPort() == lagging.wire().port();
        });
        confirming.redis().restartEmpty(); // comes back as a replica, once the Sentinels see it
        await().atMost(ofSeconds(60)).until(() -> {
            seen.add(status(list, "gone"));
            return status(list, "kept") == RevocationStatus.ACTIVE;
        });
        assertThat(seen).doesNotContain(RevocationStatus.ACTIVE);
        assertThat(status(list, "gone")).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void revocationIsNotAcknowledgedWithoutItsReplicaAndThenIs() {
        awaitActive(list, "kept");
        redis.nodes().get(1).redis().pause();
        redis.nodes().get(2).redis().pause();

        assertThat(publisher.publish(log.revoke("gone")).block(ofSeconds(30))).isEqualTo(Publication.PENDING);

        redis.nodes().get(1).redis().resume();
        redis.nodes().get(2).redis().resume();
        revokeUntilAcknowledged("another");
        awaitActive(list, "kept");
        assertThat(status(list, "gone")).isEqualTo(RevocationStatus.REVOKED);
    }

    private void revokeUntilAcknowledged(String jti) {
        LogPosition number = log.revoke(jti);
        await().atMost(ofSeconds(60))
                .until(() -> publisher.publish(number).block(ofSeconds(30)) == Publication.CONFIRMED);
    }

    private static void awaitActive(DirectRevocationList list, String jti) {
        await().atMost(ofSeconds(60)).until(() -> status(list, jti) == RevocationStatus.ACTIVE);
    }

    private static RevocationStatus status(DirectRevocationList list, String jti) {
        return list.statusOf(token(jti)).blockOptional(ofSeconds(30)).orElseThrow();
    }

    private RedisURI sentinels() {
        RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(RedisSentinels.MASTER);
        redis.sentinelPorts().forEach(port -> uri.withSentinel("127.0.0.1", port));
        return uri.build();
    }

    private RedisConnections connections(RedisURI uri) {
        RedisConnections connections = new RedisConnections(uri, null, ofMillis(333));
        closing.add(connections);
        return connections;
    }

    private RedisPublisher publisher() {
        RedisPublisher started =
                new RedisPublisher(connections(sentinels()), log, PUBLISHING, new SimpleMeterRegistry());
        closing.add(started);
        started.start();
        return started;
    }

    private DirectRevocationList list(RedisURI uri) {
        DirectRevocationList started = new DirectRevocationList(
                connections(uri), LIST, TwinClock.system(Clock.systemUTC()), new SimpleMeterRegistry());
        closing.add(started);
        started.start();
        return started;
    }
}

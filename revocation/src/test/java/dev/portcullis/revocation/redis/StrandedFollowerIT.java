package dev.portcullis.revocation.redis;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
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
import dev.portcullis.testing.RedisSentinels.Node;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * FAULTS F1, one gateway alone on the wrong side: it has its own way to the deposed master, while publisher and the other
 * gateway reach all nodes but that one. W = P = 1, three nodes.
 */
final class StrandedFollowerIT {

    private static final Duration MAX_STALENESS = ofSeconds(1);
    private static final ListSettings LIST = new ListSettings("{portcullis}", MAX_STALENESS, 1, 3, Duration.ofDays(1));
    private static final PublisherSettings PUBLISHING =
            new PublisherSettings("{portcullis}", 1, ofSeconds(2), ofMillis(250));

    private final RedisSentinels redis = RedisSentinels.start(2);
    private final Node deposed = redis.nodes().get(0);
    private final List<AutoCloseable> closing = new ArrayList<>(List.of(redis));
    private final TestLog log = new TestLog();
    private final RedisPublisher publisher = publisher();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }

    /** T4 of the protocol: a replica that has confirmed the entry goes back, and the deposed master counts it again. */
    @Test
    void strandedFollowerAdmitsNothingThatWasRevokedAlthoughAReplicaStraysBackToItsMaster() {
        ProvedRevocationList elsewhere = started(direct(sentinels()));
        List<Stranded> stranded = List.of(
                new Stranded(started(direct(ownWayTo(deposed)))), new Stranded(started(replicated(ownWayTo(deposed)))));
        awaitActive(elsewhere, "gone");
        stranded.forEach(one -> awaitActive(one.list, "gone"));

        deposed.wire().cut();
        Node straying = replicaThatWasNotPromoted();
        revokeUntilAcknowledged("gone");
        long acknowledged = System.nanoTime();
        straying.redis()
                .cli("REPLICAOF", "127.0.0.1", String.valueOf(deposed.redis().port()));
        lookWhile(stranded, acknowledged, () -> !deposed.replication("slave0").contains("state=online"));
        long strayed = System.nanoTime();
        lookWhile(
                stranded,
                acknowledged,
                () -> System.nanoTime() - strayed < ofSeconds(3).toNanos());

        assertThat(deposed.replication("role")).isEqualTo("master");
        stranded.forEach(one -> {
            assertThat(one.admittedTooLate).isZero();
            assertThat(status(one.list, "gone")).isEqualTo(RevocationStatus.UNKNOWN);
            assertThat(status(one.list, "kept")).isEqualTo(RevocationStatus.UNKNOWN);
        });
        assertThat(status(elsewhere, "gone")).isNotEqualTo(RevocationStatus.ACTIVE);
    }

    /** The other one has what it needs of the new master: what it confirms there counts. */
    private Node replicaThatWasNotPromoted() {
        await().atMost(ofSeconds(60))
                .until(() -> redis.masterPort() != deposed.wire().port());
        String promoted = String.valueOf(redis.masterPort());
        Node other = redis.nodes().stream()
                .skip(1)
                .filter(node -> !String.valueOf(node.wire().port()).equals(promoted))
                .findFirst()
                .orElseThrow();
        await().atMost(ofSeconds(60))
                .until(() -> other.replication("master_port").equals(promoted)
                        && other.replication("master_link_status").equals("up"));
        return other;
    }

    private static void lookWhile(List<Stranded> stranded, long acknowledged, BooleanSupplier goesOn) {
        await().atMost(ofSeconds(60)).pollInterval(ofMillis(20)).until(() -> {
            stranded.forEach(one -> one.ask(acknowledged));
            return !goesOn.getAsBoolean();
        });
    }

    /** A follower on the wrong side, asked again and again. */
    private static final class Stranded {

        private final ProvedRevocationList list;
        private int admittedTooLate;

        Stranded(ProvedRevocationList list) {
            this.list = list;
        }

        /** What counts is when the request begins. */
        void ask(long acknowledged) {
            boolean late = System.nanoTime() - acknowledged > MAX_STALENESS.toNanos();
            if (status(list, "gone") == RevocationStatus.ACTIVE && late) {
                admittedTooLate++;
            }
        }
    }

    private void revokeUntilAcknowledged(String jti) {
        LogPosition number = log.revoke(jti);
        await().atMost(ofSeconds(60))
                .until(() -> publisher.publish(number).block(ofSeconds(30)) == Publication.CONFIRMED);
    }

    private static void awaitActive(ProvedRevocationList list, String jti) {
        await().atMost(ofSeconds(60)).until(() -> status(list, jti) == RevocationStatus.ACTIVE);
    }

    private static RevocationStatus status(ProvedRevocationList list, String jti) {
        return list.statusOf(token(jti)).blockOptional(ofSeconds(30)).orElseThrow();
    }

    private RedisURI sentinels() {
        RedisURI.Builder uri = RedisURI.builder().withSentinelMasterId(RedisSentinels.MASTER);
        redis.sentinelPorts().forEach(port -> uri.withSentinel("127.0.0.1", port));
        return uri.build();
    }

    /** Not the node's wire, which is cut for everybody else. */
    private static RedisURI ownWayTo(Node node) {
        return RedisURI.create("127.0.0.1", node.redis().port());
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

    private ProvedRevocationList direct(RedisURI uri) {
        return new DirectRevocationList(connections(uri), LIST, clock(), new SimpleMeterRegistry());
    }

    private ProvedRevocationList replicated(RedisURI uri) {
        return new ReplicatedRevocationList(connections(uri), LIST, null, clock(), new SimpleMeterRegistry());
    }

    private static TwinClock clock() {
        return TwinClock.system(Clock.systemUTC());
    }

    private ProvedRevocationList started(ProvedRevocationList list) {
        closing.add(list);
        list.start();
        return list;
    }
}

package dev.portcullis.revocation.redis;

import static dev.portcullis.revocation.redis.SentinelScene.awaitActive;
import static dev.portcullis.revocation.redis.SentinelScene.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.ProvedRevocationList;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.testing.RedisSentinels;
import dev.portcullis.testing.RedisSentinels.Node;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * FAULTS F1, one gateway alone on the wrong side: it has its own way to the deposed master, while publisher and the other
 * gateway reach all nodes but that one. W = P = 1, three nodes.
 */
final class StrandedFollowerIT {

    private final SentinelScene scene = new SentinelScene();
    private final RedisSentinels redis = scene.redis;
    private final Node deposed = redis.nodes().get(0);

    @AfterEach
    void closeAll() throws Exception {
        scene.close();
    }

    /** T4 of the protocol: a replica that has confirmed the entry goes back, and the deposed master counts it again. */
    @Test
    void strandedFollowerAdmitsNothingThatWasRevokedAlthoughAReplicaStraysBackToItsMaster() {
        ProvedRevocationList elsewhere = scene.direct(scene.sentinels());
        List<Stranded> stranded = List.of(
                new Stranded(scene.direct(ownWayTo(deposed))), new Stranded(scene.replicated(ownWayTo(deposed))));
        awaitActive(elsewhere, "gone");
        stranded.forEach(one -> awaitActive(one.list, "gone"));

        deposed.wire().cut();
        Node straying = replicaThatWasNotPromoted();
        scene.revokeUntilAcknowledged("gone");
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
            boolean late = System.nanoTime() - acknowledged > SentinelScene.MAX_STALENESS.toNanos();
            if (status(list, "gone") == RevocationStatus.ACTIVE && late) {
                admittedTooLate++;
            }
        }
    }

    /** Not the node's wire, which is cut for everybody else. */
    private static RedisURI ownWayTo(Node node) {
        return RedisURI.create("127.0.0.1", node.redis().port());
    }
}

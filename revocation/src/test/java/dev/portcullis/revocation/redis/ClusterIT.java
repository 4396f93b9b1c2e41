package dev.portcullis.revocation.redis;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofDays;
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
import dev.portcullis.testing.RealRedis;
import dev.portcullis.testing.RedisCluster;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list on one shard of a real cluster, a master with one replica; W = 1, P = 0. */
final class ClusterIT {

    private static final String PREFIX = "{portcullis}";
    private static final ListSettings LIST = new ListSettings(PREFIX, ofSeconds(1), 0, 2, ofDays(1));
    private static final PublisherSettings PUBLISHING = new PublisherSettings(PREFIX, 1, ofSeconds(2), ofMillis(250));

    private final RedisCluster redis = RedisCluster.start();
    private final List<AutoCloseable> closing = new ArrayList<>(List.of(redis));
    private final TestLog log = new TestLog();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }

    @Test
    void listIsFoundOnItsShardAndFollowedThroughAFailover() {
        RedisPublisher publisher = new RedisPublisher(connections(), log, PUBLISHING, new SimpleMeterRegistry());
        DirectRevocationList list = new DirectRevocationList(
                connections(), LIST, TwinClock.system(Clock.systemUTC()), new SimpleMeterRegistry());
        closing.add(publisher);
        closing.add(list);
        publisher.start();
        list.start();
        await().atMost(ofSeconds(60)).until(() -> status(list, "kept") == RevocationStatus.ACTIVE);
        LogPosition number = log.revoke("gone");
        await().atMost(ofSeconds(60))
                .until(() -> publisher.publish(number).block(ofSeconds(30)) == Publication.CONFIRMED);
        assertThat(status(list, "gone")).isEqualTo(RevocationStatus.REVOKED);

        RealRedis master = redis.masterOf(PREFIX + ":list");
        assertThat(master.cli("EXISTS", PREFIX + ":list")).isEqualTo("1");
        master.kill();

        List<RevocationStatus> seen = new ArrayList<>();
        await().atMost(ofSeconds(60)).until(() -> {
            seen.add(status(list, "gone"));
            return redis.nodes().stream()
                    .filter(node -> node != master)
                    .anyMatch(node -> node.cli("INFO", "replication").contains("role:master")
                            && !node.cli("EXISTS", PREFIX + ":list").startsWith("MOVED"));
        });
        master.restartEmpty(); // and comes back as the replica that confirms
        await().atMost(ofSeconds(60)).until(() -> {
            seen.add(status(list, "gone"));
            return status(list, "kept") == RevocationStatus.ACTIVE;
        });
        assertThat(seen).doesNotContain(RevocationStatus.ACTIVE);
        assertThat(status(list, "gone")).isEqualTo(RevocationStatus.REVOKED);
    }

    /** As between the start of the nodes and the command that makes a cluster of them. */
    @Test
    void publisherThatFoundNoNodeForTheListGoesOnOnceThereIsOne() {
        RealRedis master = redis.masterOf(PREFIX + ":list");
        String slot = master.cli("CLUSTER", "KEYSLOT", PREFIX + ":list");
        redis.nodes().forEach(node -> node.cli("CLUSTER", "DELSLOTS", slot));
        RedisPublisher publisher = new RedisPublisher(connections(), log, PUBLISHING, new SimpleMeterRegistry());
        closing.add(publisher);
        publisher.start();
        LogPosition number = log.revoke("gone");
        assertThat(publisher.publish(number).block(ofSeconds(30))).isEqualTo(Publication.PENDING);

        master.cli("CLUSTER", "ADDSLOTS", slot);

        await().atMost(ofSeconds(60))
                .until(() -> publisher.publish(number).block(ofSeconds(30)) == Publication.CONFIRMED);
    }

    private static RevocationStatus status(DirectRevocationList list, String jti) {
        return list.statusOf(token(jti)).blockOptional(ofSeconds(30)).orElseThrow();
    }

    private RedisConnections connections() {
        List<RedisURI> seeds = redis.nodes().stream()
                .map(node -> RedisURI.create("127.0.0.1", node.port()))
                .toList();
        RedisConnections connections = RedisConnections.toCluster(seeds, PREFIX, null, ofMillis(333));
        closing.add(connections);
        return connections;
    }
}

package dev.portcullis.revocation.redis;

import static dev.portcullis.revocation.redis.SentinelScene.awaitActive;
import static dev.portcullis.revocation.redis.SentinelScene.status;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.ProvedRevocationList;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.testing.RedisSentinels;
import dev.portcullis.testing.RedisSentinels.Node;
import io.lettuce.core.RedisURI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three nodes under three real Sentinels, W = P = 1. */
final class SentinelIT {

    private final SentinelScene scene = new SentinelScene();
    private final RedisSentinels redis = scene.redis;
    private final ProvedRevocationList list = scene.direct(scene.sentinels());

    @AfterEach
    void closeAll() throws Exception {
        scene.close();
    }

    /** FAULTS F1: a gateway goes on talking to a master that was deposed, and that answers whatever it is asked. */
    @Test
    void deposedMasterThatKeepsAnsweringIsBelievedNoLongerThanTheBound() {
        Node deposed = redis.nodes().get(0);
        ProvedRevocationList stuck =
                scene.direct(RedisURI.create("127.0.0.1", deposed.redis().port()));
        awaitActive(list, "kept");
        awaitActive(stuck, "kept");

        deposed.wire().cut();
        await().atMost(ofSeconds(30))
                .until(() -> redis.masterPort() != deposed.wire().port());
        assertThat(deposed.replication("role")).isEqualTo("master");
        scene.revokeUntilAcknowledged("gone");

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
        scene.revokeUntilAcknowledged("gone");

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

        assertThat(scene.publisher.publish(scene.log.revoke("gone")).block(ofSeconds(30)))
                .isEqualTo(Publication.PENDING);

        redis.nodes().get(1).redis().resume();
        redis.nodes().get(2).redis().resume();
        scene.revokeUntilAcknowledged("another");
        awaitActive(list, "kept");
        assertThat(status(list, "gone")).isEqualTo(RevocationStatus.REVOKED);
    }
}

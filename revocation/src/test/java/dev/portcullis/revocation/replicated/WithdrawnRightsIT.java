package dev.portcullis.revocation.replicated;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.RevocationList;
import dev.portcullis.revocation.RevocationListener;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.redis.DirectRevocationList;
import dev.portcullis.revocation.redis.ListSettings;
import dev.portcullis.revocation.redis.RedisConnections;
import dev.portcullis.revocation.redis.RedisPublisher;
import dev.portcullis.revocation.replicated.ReplicatedRevocationList.Source;
import dev.portcullis.testing.AclLine;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FAULTS row 21: a gateway's user loses what it may do while the gateway is connected. */
final class WithdrawnRightsIT {

    private static final Duration MAX_STALENESS = ofSeconds(2);
    private static final ListSettings LIST = new ListSettings("{portcullis}", MAX_STALENESS, 0, 1, ofDays(1));
    private static final String REPLICATED = "portcullis-replicated";
    private static final String DIRECT = "portcullis-direct";

    private final ListScene scene = new ListScene(MAX_STALENESS);
    private final List<AutoCloseable> closing = new ArrayList<>();

    /** How an operator does it. */
    enum Withdrawal {
        /** The open connections are ended by Redis, and new ones refused. */
        USER_DELETED {
            @Override
            void from(String user, ListScene scene) {
                scene.redis.cli("ACL", "DELUSER", user);
            }
        },
        /** The open connections stay, and every command on them is refused. */
        RIGHTS_TAKEN {
            @Override
            void from(String user, ListScene scene) {
                scene.redis.cli("ACL", "SETUSER", user, "nocommands");
            }
        },
        PASSWORD_CHANGED {
            @Override
            void from(String user, ListScene scene) {
                scene.redis.cli("ACL", "SETUSER", user, "resetpass", ">another");
                scene.redis.cli("CLIENT", "KILL", "USER", user);
            }
        },
        USER_OFF {
            @Override
            void from(String user, ListScene scene) {
                scene.redis.cli("ACL", "SETUSER", user, "off");
                scene.redis.cli("CLIENT", "KILL", "USER", user);
            }
        };

        abstract void from(String user, ListScene scene);
    }

    @AfterEach
    void close() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
        scene.close();
    }

    @ParameterizedTest
    @EnumSource(Withdrawal.class)
    void listInMemoryIsNotBelievedBeyondTheBoundAndAgainOnceTheRightsAreBack(Withdrawal withdrawal) {
        scene.publisher();
        ReplicatedRevocationList list = replicated(false);

        assertBelievedNoLongerThanTheBound(list, REPLICATED, withdrawal);
    }

    @ParameterizedTest
    @EnumSource(Withdrawal.class)
    void directListIsNotBelievedBeyondTheBoundAndAgainOnceTheRightsAreBack(Withdrawal withdrawal) {
        scene.publisher();
        DirectRevocationList list =
                new DirectRevocationList(connections(DIRECT), LIST, clock(), new SimpleMeterRegistry());
        closing.add(list);
        list.start();

        assertBelievedNoLongerThanTheBound(list, DIRECT, withdrawal);
    }

    /** Questions are answered, but nobody would hear of a revocation: whoever listens must not take it for silence. */
    @Test
    void directListThatMayNotReadTheStreamSaysThatItIsNotHeard() {
        RedisPublisher publisher = scene.publisher();
        DirectRevocationList list =
                new DirectRevocationList(connections(DIRECT), LIST, clock(), new SimpleMeterRegistry());
        closing.add(list);
        list.listen(new RevocationListener() {
            @Override
            public void applied(LogEntry entry) {}

            @Override
            public void reloaded() {}
        });
        list.start();
        await().atMost(ofSeconds(30)).until(list::isHeard);

        scene.redis.cli("ACL", "SETUSER", DIRECT, "-xread");
        await("the loads in its stead come ever more seldom")
                .atMost(ofSeconds(60))
                .until(() -> {
                    ListScene.publish(publisher, scene.log.revoke("gone"));
                    return list.isCurrent() && !list.isHeard();
                });

        AclLine.of(DIRECT, scene.redis).set(scene.redis);
        await().atMost(ofSeconds(30)).until(list::isHeard);
    }

    private void assertBelievedNoLongerThanTheBound(RevocationList list, String user, Withdrawal withdrawal) {
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
        AtomicLong lastActive = new AtomicLong();
        Thread asking = new Thread(() -> ask(list, lastActive));
        asking.start();

        withdrawal.from(user, scene);
        long withdrawn = System.nanoTime();
        awaitStatus(list, "kept", RevocationStatus.UNKNOWN);
        await().pollDelay(MAX_STALENESS).until(() -> true);
        asking.interrupt();

        assertThat(Duration.ofNanos(lastActive.get() - withdrawn)).isLessThanOrEqualTo(MAX_STALENESS);
        assertThat(status(list, "kept")).isEqualTo(RevocationStatus.UNKNOWN);
        AclLine.of(user, scene.redis).set(scene.redis);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
    }

    /** The instant before the question counts: a thread that is held up must not make an answer look late. */
    private static void ask(RevocationList list, AtomicLong lastActive) {
        while (!Thread.currentThread().isInterrupted()) {
            long asked = System.nanoTime();
            if (status(list, "kept") == RevocationStatus.ACTIVE) {
                lastActive.set(asked);
            }
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Test
    void withTheFeedNobodyValidIsRefusedAndTheRevokedAreSeen() {
        RedisPublisher publisher = scene.publisher();
        ReplicatedRevocationList list = replicated(true);
        await().atMost(ofSeconds(30)).until(() -> list.source() == Source.REDIS);

        Withdrawal.RIGHTS_TAKEN.from(REPLICATED, scene);
        List<RevocationStatus> seen = new ArrayList<>();
        await().atMost(ofSeconds(30)).until(() -> {
            seen.add(status(list, "kept"));
            return list.source() == Source.FEED;
        });
        ListScene.publish(publisher, scene.log.revoke("gone"));
        awaitStatus(list, "gone", RevocationStatus.REVOKED);

        assertThat(seen).containsOnly(RevocationStatus.ACTIVE);
        assertThat(status(list, "kept")).isEqualTo(RevocationStatus.ACTIVE);
    }

    private ReplicatedRevocationList replicated(boolean feed) {
        ReplicatedRevocationList list = new ReplicatedRevocationList(
                connections(REPLICATED), LIST, feed ? scene.feed.settings() : null, clock(), new SimpleMeterRegistry());
        closing.add(list);
        list.start();
        return list;
    }

    private RedisConnections connections(String user) {
        AclLine.of(user, scene.redis).set(scene.redis);
        RedisURI uri = RedisURI.builder()
                .withHost(scene.redis.host())
                .withPort(scene.redis.port())
                .withAuthentication(user, AclLine.PASSWORD.toCharArray())
                .build();
        RedisConnections connections = new RedisConnections(uri, null, LIST.probePeriod());
        closing.add(connections);
        return connections;
    }

    private static TwinClock clock() {
        return TwinClock.system(Clock.systemUTC());
    }

    private static void awaitStatus(RevocationList list, String jti, RevocationStatus status) {
        await(jti + " is " + status)
                .atMost(ofSeconds(30))
                .pollInterval(ofMillis(10))
                .until(() -> status(list, jti) == status);
    }

    private static RevocationStatus status(RevocationList list, String jti) {
        return list.statusOf(token(jti)).blockOptional().orElseThrow();
    }
}

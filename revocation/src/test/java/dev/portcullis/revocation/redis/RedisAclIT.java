package dev.portcullis.revocation.redis;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.testing.AclLine;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The users of {@code docs/redis.md}: what they may do is enough, and it destroys nothing. */
final class RedisAclIT {

    private static final PublisherSettings PUBLISHING =
            new PublisherSettings(AclScene.PREFIX, 0, ofSeconds(2), ofMillis(250));
    private static final Duration PATIENCE = ofSeconds(30);

    private static RealRedis redis;
    private final AclScene scene = new AclScene(redis);

    @BeforeAll
    static void startRedis() {
        redis = RealRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @AfterEach
    void closeAll() throws Exception {
        scene.close();
    }

    @Test
    void usersOfThePageDoAllThatTheyAreForAndAreRefusedNothing() {
        redis.cli("FLUSHALL");
        redis.cli("ACL", "LOG", "RESET");
        Stream.of("portcullis-auth", "portcullis-replicated", "portcullis-direct")
                .forEach(user -> AclLine.of(user, redis).set(redis));
        TestLog log = new TestLog();
        RedisPublisher publisher =
                new RedisPublisher(scene.connect("portcullis-auth"), log, PUBLISHING, new SimpleMeterRegistry());
        scene.closing.add(publisher);
        publisher.start();
        Follower follower = scene.follow("portcullis-replicated", new AtomicInteger());
        AtomicInteger told = new AtomicInteger();
        DirectRevocationList direct = scene.ask("portcullis-direct", told);

        for (String jti : List.of("gone", "gone after a flush")) {
            LogPosition entry = log.revoke(jti);
            await().atMost(PATIENCE).until(() -> publisher.publish(entry).block() == Publication.CONFIRMED);
            await().atMost(PATIENCE).until(() -> AclScene.status(direct, jti) == RevocationStatus.REVOKED);
            await().atMost(PATIENCE).until(() -> follower.held().head().number() == entry.number());
            redis.cli("FLUSHALL");
        }

        await().atMost(PATIENCE).until(() -> AclScene.status(direct, "kept") == RevocationStatus.ACTIVE);
        assertThat(redis.cli("ACL", "LOG")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"portcullis-auth", "portcullis-replicated", "portcullis-direct"})
    void whatCouldDestroyTheListUnseenIsRefused(String user) {
        AclLine.of(user, redis).set(redis);
        Link link = scene.connect(user).link();
        scene.closing.add(link::close);
        await().atMost(PATIENCE).until(() -> mayLook(link));

        assertRefused(link, RedisReactiveCommands::flushall);
        assertRefused(link, RedisReactiveCommands::flushdb);
        assertRefused(link, RedisReactiveCommands::configResetstat);
        assertRefused(link, commands -> commands.configSet("maxmemory-policy", "allkeys-lru"));
        assertRefused(link, RedisReactiveCommands::scriptFlush);
        assertRefused(link, commands -> commands.del(AclScene.PREFIX + ":list"));
        assertRefused(link, commands -> commands.replicaofNoOne());
        assertRefused(link, commands -> commands.get("{portcullis}:another"));
    }

    /** What each of the three may do: the control of what they may not, on a connection that stands. */
    private static boolean mayLook(Link link) {
        return Boolean.TRUE.equals(link.with(redis -> redis.info().map(answer -> true))
                .onErrorReturn(false)
                .block());
    }

    private static void assertRefused(Link link, Function<RedisReactiveCommands<String, String>, Mono<?>> command) {
        assertThatThrownBy(() -> link.with(redis -> command.apply(redis).then(Mono.just(true)))
                        .block())
                .hasMessageStartingWith("NOPERM");
    }
}

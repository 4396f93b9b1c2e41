package dev.portcullis.revocation.redis;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.protocol.Observation;
import dev.portcullis.testing.AclLine;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import reactor.core.publisher.Mono;

/** The users of {@code docs/redis.md}, right by right: without any of them something that they are for fails. */
final class RedisAclRightsIT {

    private static final String MEMBER = new Covered.Token(TestLog.ISSUER, "first").member();
    private static final LogHead EMPTY = new LogHead(TestLog.EPOCH, 0, Chain.GENESIS);
    private static final LogEntry FIRST = LogEntry.after(EMPTY, MEMBER, 4_000_000_000_000L);
    private static final LogHead AT_FIRST = EMPTY.plus(FIRST);
    private static final LogEntry LIFT = LogEntry.after(AT_FIRST, MEMBER, LogEntry.LIFT);

    private static RealRedis redis;
    private final AclScene scene = new AclScene(redis);
    private Duration patience = ofSeconds(30);

    /** Something that a user has to be able to do. */
    private record Deed(String name, Callable<Boolean> done) {}

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

    @TestFactory
    Stream<DynamicTest> nothingThatTheAuthServiceMayDoIsTooMuch() {
        return eachRight("portcullis-auth", this::deedsOfTheAuthService);
    }

    @TestFactory
    Stream<DynamicTest> nothingThatAReplicatedGatewayMayDoIsTooMuch() {
        return eachRight("portcullis-replicated", this::deedsOfAReplicatedGateway);
    }

    @TestFactory
    Stream<DynamicTest> nothingThatADirectGatewayMayDoIsTooMuch() {
        return eachRight("portcullis-direct", this::deedsOfADirectGateway);
    }

    private Stream<DynamicTest> eachRight(String user, Function<String, List<Deed>> deeds) {
        AclLine line = AclLine.of(user, redis);
        DynamicTest all = DynamicTest.dynamicTest("with all", () -> {
            patience = ofSeconds(30);
            // They are enough if they were enough once: a connection may break before its first command.
            await().atMost(patience).until(() -> firstThatFails(line, deeds), "none"::equals);
        });
        List<DynamicTest> each = new ArrayList<>(List.of(all));
        for (int i = 0; i < line.rights().size(); i++) {
            int place = i;
            each.add(DynamicTest.dynamicTest("without " + line.rights().get(i), () -> {
                patience = ofSeconds(2);
                String failed = firstThatFails(line.without(place), deeds);
                assertThat(failed).isNotEqualTo("none");
            }));
        }
        return each.stream();
    }

    private String firstThatFails(AclLine line, Function<String, List<Deed>> deeds) throws Exception {
        redis.cli("FLUSHALL");
        redis.cli("ACL", "DELUSER", line.user());
        redis.cli("ACL", "LOG", "RESET");
        line.set(redis);
        try {
            return deeds.apply(line.user()).stream()
                    .filter(deed -> !succeeds(deed))
                    .map(Deed::name)
                    .findFirst()
                    .orElse("none");
        } finally {
            scene.close();
        }
    }

    private static boolean succeeds(Deed deed) {
        try {
            return deed.done().call();
        } catch (Exception refused) {
            return false;
        }
    }

    private List<Deed> deedsOfTheAuthService(String user) {
        RedisConnections connections = scene.connect(user);
        Link link = connections.link();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RedisSweep sweep = new RedisSweep(connections, AclScene.PREFIX, ofDays(1), () -> Mono.just(1L), meters);
        scene.closing.add(link::close);
        scene.closing.add(sweep);
        return List.of(
                new Deed("observe", () -> AclScene.on(link, RedisCopy::observe) != null),
                new Deed("build, fill and install", () -> AclScene.on(link, copy -> built(copy, true))),
                new Deed("drop a build that is behind", () -> !AclScene.on(link, copy -> built(copy, false))),
                new Deed("append and lift", () -> AclScene.on(link, copy -> copy.append(AT_FIRST, List.of(LIFT)))),
                new Deed(
                        "have it confirmed",
                        () -> AclScene.on(link, copy -> copy.replicasThatConfirm(0, ofMillis(10))) == 0),
                new Deed("bless", () -> AclScene.on(link, RedisAclRightsIT::blessed)),
                new Deed("sweep", () -> {
                    sweep.sweep().block();
                    return meters.get("portcullis.revocation.sweeps").counter().count() == 1;
                }));
    }

    private static Mono<Boolean> built(RedisCopy copy, boolean filled) {
        return copy.beside("of-a-test", EMPTY)
                .flatMap(building -> (filled ? building.append(EMPTY, List.of(FIRST)) : Mono.just(true))
                        .flatMap(done -> copy.install(building, "nonce")));
    }

    private static Mono<Boolean> blessed(RedisCopy copy) {
        return copy.observe().flatMap(seen -> copy.bless(blessing(seen), EMPTY));
    }

    private static Blessing blessing(Observation seen) {
        return new Blessing(
                seen.node().replid(),
                seen.list().orElseThrow().nonce(),
                seen.node().attachments(),
                0);
    }

    private List<Deed> deedsOfAReplicatedGateway(String user) {
        Link admin = publishedByTheAdministrator();
        AtomicInteger told = new AtomicInteger();
        Follower follower = scene.follow(user, told);
        return List.of(
                new Deed("load and prove", () -> soon(() -> follower.held().provedAsOf() != null)),
                new Deed("follow", () -> isTold(admin, told)));
    }

    /** Entry by entry, as the stream tells; without it the list would be loaded whole again and again. */
    private boolean isTold(Link admin, AtomicInteger told) {
        AclScene.on(admin, copy -> copy.append(AT_FIRST, List.of(LIFT)));
        return soon(() -> told.get() > 0);
    }

    private List<Deed> deedsOfADirectGateway(String user) {
        Link admin = publishedByTheAdministrator();
        AtomicInteger told = new AtomicInteger();
        DirectRevocationList list = scene.ask(user, told);
        return List.of(
                new Deed("prove and ask", () -> soon(() -> AclScene.status(list, "kept") == RevocationStatus.ACTIVE)),
                new Deed("follow", () -> isTold(admin, told)));
    }

    /** A list of one entry that is vouched for. */
    private Link publishedByTheAdministrator() {
        RedisConnections connections =
                new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, ofSeconds(5));
        Link link = connections.link();
        scene.closing.add(connections);
        scene.closing.add(link::close);
        AclScene.on(link, copy -> built(copy, true));
        AclScene.on(link, RedisAclRightsIT::blessed);
        return link;
    }

    private boolean soon(Callable<Boolean> condition) {
        try {
            await().atMost(patience).pollInterval(ofMillis(10)).until(condition);
            return true;
        } catch (ConditionTimeoutException never) {
            return false;
        }
    }
}

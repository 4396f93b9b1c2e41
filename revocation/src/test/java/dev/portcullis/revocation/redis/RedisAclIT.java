package dev.portcullis.revocation.redis;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.RevocationListener;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.memory.EntryTable;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.protocol.Observation;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.testing.AclLine;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** The users of {@code docs/redis.md}: what they may do is enough, and nothing of it is too much. */
final class RedisAclIT {

    private static final String PREFIX = "{portcullis}";
    private static final ListSettings LIST = new ListSettings(PREFIX, ofSeconds(1), 0, 1, ofDays(1));
    private static final PublisherSettings PUBLISHING = new PublisherSettings(PREFIX, 0, ofSeconds(2), ofMillis(250));
    private static final String MEMBER = new Covered.Token(TestLog.ISSUER, "first").member();
    private static final LogHead EMPTY = new LogHead(TestLog.EPOCH, 0, Chain.GENESIS);
    private static final LogEntry FIRST = LogEntry.after(EMPTY, MEMBER, 4_000_000_000_000L);
    private static final LogHead AT_FIRST = EMPTY.plus(FIRST);
    private static final LogEntry LIFT = LogEntry.after(AT_FIRST, MEMBER, LogEntry.LIFT);

    private static RealRedis redis;
    private final List<AutoCloseable> closing = new ArrayList<>();
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
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
        closing.clear();
    }

    @Test
    void usersOfThePageDoAllThatTheyAreForAndAreRefusedNothing() {
        redis.cli("FLUSHALL");
        redis.cli("ACL", "LOG", "RESET");
        Stream.of("portcullis-auth", "portcullis-replicated", "portcullis-direct")
                .forEach(user -> AclLine.of(user, redis).set(redis));
        TestLog log = new TestLog();
        RedisPublisher publisher =
                new RedisPublisher(connect("portcullis-auth"), log, PUBLISHING, new SimpleMeterRegistry());
        closing.add(publisher);
        publisher.start();
        Follower follower = follow("portcullis-replicated", new AtomicInteger());
        AtomicInteger told = new AtomicInteger();
        DirectRevocationList direct = ask("portcullis-direct", told);

        for (String jti : List.of("gone", "gone after a flush")) {
            LogPosition entry = log.revoke(jti);
            await().atMost(patience).until(() -> publisher.publish(entry).block() == Publication.CONFIRMED);
            await().atMost(patience).until(() -> status(direct, jti) == RevocationStatus.REVOKED);
            await().atMost(patience).until(() -> follower.held().head().number() == entry.number());
            redis.cli("FLUSHALL");
        }

        await().atMost(patience).until(() -> status(direct, "kept") == RevocationStatus.ACTIVE);
        assertThat(redis.cli("ACL", "LOG")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"portcullis-auth", "portcullis-replicated", "portcullis-direct"})
    void whatCouldDestroyTheListUnseenIsRefused(String user) {
        AclLine.of(user, redis).set(redis);
        Link link = connect(user).link();
        closing.add(link::close);
        await().atMost(patience).until(() -> mayLook(link));

        assertRefused(link, RedisReactiveCommands::flushall);
        assertRefused(link, RedisReactiveCommands::flushdb);
        assertRefused(link, RedisReactiveCommands::configResetstat);
        assertRefused(link, commands -> commands.configSet("maxmemory-policy", "allkeys-lru"));
        assertRefused(link, RedisReactiveCommands::scriptFlush);
        assertRefused(link, commands -> commands.del(PREFIX + ":list"));
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
            closeAll();
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
        RedisConnections connections = connect(user);
        Link link = connections.link();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        RedisSweep sweep = new RedisSweep(connections, PREFIX, ofDays(1), () -> Mono.just(1L), meters);
        closing.add(link::close);
        closing.add(sweep);
        return List.of(
                new Deed("observe", () -> on(link, RedisCopy::observe) != null),
                new Deed("build, fill and install", () -> on(link, copy -> built(copy, true))),
                new Deed("drop a build that is behind", () -> !on(link, copy -> built(copy, false))),
                new Deed("append and lift", () -> on(link, copy -> copy.append(AT_FIRST, List.of(LIFT)))),
                new Deed("have it confirmed", () -> on(link, copy -> copy.replicasThatConfirm(0, ofMillis(10))) == 0),
                new Deed("bless", () -> on(link, RedisAclIT::blessed)),
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
        Follower follower = follow(user, told);
        return List.of(
                new Deed("load and prove", () -> soon(() -> follower.held().provedAsOf() != null)),
                new Deed("follow", () -> isTold(admin, told)));
    }

    /** Entry by entry, as the stream tells; without it the list would be loaded whole again and again. */
    private boolean isTold(Link admin, AtomicInteger told) {
        on(admin, copy -> copy.append(AT_FIRST, List.of(LIFT)));
        return soon(() -> told.get() > 0);
    }

    private List<Deed> deedsOfADirectGateway(String user) {
        Link admin = publishedByTheAdministrator();
        AtomicInteger told = new AtomicInteger();
        DirectRevocationList list = ask(user, told);
        return List.of(
                new Deed("prove and ask", () -> soon(() -> status(list, "kept") == RevocationStatus.ACTIVE)),
                new Deed("follow", () -> isTold(admin, told)));
    }

    /** A list of one entry that is vouched for. */
    private Link publishedByTheAdministrator() {
        RedisConnections connections =
                new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, ofSeconds(5));
        Link link = connections.link();
        closing.add(connections);
        closing.add(link::close);
        on(link, copy -> built(copy, true));
        on(link, RedisAclIT::blessed);
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

    private RedisConnections connect(String user) {
        RedisURI uri = RedisURI.builder()
                .withHost(redis.host())
                .withPort(redis.port())
                .withAuthentication(user, AclLine.PASSWORD.toCharArray())
                .build();
        RedisConnections connections = new RedisConnections(uri, null, ofMillis(500));
        closing.add(connections);
        return connections;
    }

    private Follower follow(String user, AtomicInteger told) {
        Follower follower = new Follower(EntryTable::new);
        RedisSource source = new RedisSource(
                connect(user),
                LIST,
                TwinClock.system(Clock.systemUTC()),
                follower::proved,
                follower,
                progress -> told.addAndGet(progress.applied().size()));
        closing.add(source);
        source.start();
        return follower;
    }

    private DirectRevocationList ask(String user, AtomicInteger told) {
        DirectRevocationList list = new DirectRevocationList(
                connect(user), LIST, TwinClock.system(Clock.systemUTC()), new SimpleMeterRegistry());
        list.listen(new Counting(told));
        closing.add(list);
        list.start();
        return list;
    }

    private record Counting(AtomicInteger told) implements RevocationListener {
        @Override
        public void applied(LogEntry entry) {
            told.incrementAndGet();
        }

        @Override
        public void reloaded() {
            // a load tells nothing that the stream was needed for
        }
    }

    private static RevocationStatus status(DirectRevocationList list, String jti) {
        return list.statusOf(token(jti)).blockOptional().orElseThrow();
    }

    private static <T> T on(Link link, Function<RedisCopy, Mono<T>> work) {
        return link.with(redis -> work.apply(new RedisCopy(redis, RedisSchema.of(PREFIX))))
                .blockOptional()
                .orElseThrow();
    }
}

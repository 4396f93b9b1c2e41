package dev.portcullis.revocation.redis;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.testing.RealRedis;
import dev.portcullis.testing.TcpProxy;
import dev.portcullis.testing.TcpProxy.Direction;
import io.lettuce.core.RedisURI;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** What a builder leaves behind that hears nothing of what it began: it goes by itself. */
final class BuildLifetimeIT {

    private static final LogHead EMPTY = new LogHead(1_000, 0, Chain.GENESIS);
    private static final LogEntry FIRST = LogEntry.after(EMPTY, "t:first", 10);
    private static final RedisSchema SCHEMA = RedisSchema.of("{portcullis}");
    private static final RedisSchema BUILD = SCHEMA.building("lost");

    private final RealRedis redis = RealRedis.start();
    private final TcpProxy wire = TcpProxy.to(redis.port());
    private final RedisConnections connections =
            new RedisConnections(RedisURI.create("127.0.0.1", wire.port()), null, ofSeconds(10));
    private final Link link = connections.link();
    private final Disposable.Composite unanswered = Disposables.composite();

    @AfterEach
    void close() {
        unanswered.dispose();
        link.close();
        connections.close();
        wire.close();
        redis.close();
    }

    @Test
    void buildOfWhichTheFirstAnswerIsLostHasAnEnd() {
        call(copy -> copy.state());

        wire.cut(Direction.TO_CLIENT);
        unanswered.add(link.with(commands -> new RedisCopy(commands, SCHEMA).beside("lost", EMPTY))
                .subscribe(built -> {}, failure -> {}));

        await().atMost(ofSeconds(30))
                .until(() -> redis.cli("EXISTS", BUILD.list()).equals("1"));
        assertThat(secondsLeft(BUILD.list())).isBetween(500, 600);
    }

    @Test
    void pageOfWhichTheAnswerIsLostGivesListAndLogAnEnd() {
        call(copy -> copy.beside("lost", EMPTY));
        redis.cli("PERSIST", BUILD.list());

        wire.cut(Direction.TO_CLIENT);
        unanswered.add(link.with(commands -> new RedisCopy(commands, BUILD).append(EMPTY, List.of(FIRST)))
                .subscribe(appended -> {}, failure -> {}));

        await().atMost(ofSeconds(30)).until(() -> redis.cli("XLEN", BUILD.log()).equals("1"));
        assertThat(secondsLeft(BUILD.list())).isBetween(500, 600);
        assertThat(secondsLeft(BUILD.log())).isBetween(500, 600);
    }

    @Test
    void listThatWasInstalledHasNone() {
        call(copy -> copy.beside("lost", EMPTY)
                .flatMap(built ->
                        built.append(EMPTY, List.of(FIRST)).flatMap(appended -> copy.install(built, "nonce"))));

        assertThat(secondsLeft(SCHEMA.list())).isEqualTo(-1);
        assertThat(secondsLeft(SCHEMA.log())).isEqualTo(-1);
    }

    private int secondsLeft(String key) {
        return Integer.parseInt(redis.cli("TTL", key));
    }

    private <T> T call(Function<RedisCopy, Mono<T>> work) {
        return link.with(commands -> work.apply(new RedisCopy(commands, SCHEMA)))
                .blockOptional(ofSeconds(60))
                .orElseThrow();
    }
}

package dev.portcullis.revocation.redis;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.RevocationListener;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.memory.EntryTable;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.testing.AclLine;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Connections as the users of {@code docs/redis.md} have them, and what they are for; closed again, the last first. */
final class AclScene implements AutoCloseable {

    static final String PREFIX = "{portcullis}";
    private static final ListSettings LIST = new ListSettings(PREFIX, ofSeconds(1), 0, 1, ofDays(1));

    final List<AutoCloseable> closing = new ArrayList<>();
    private final RealRedis redis;

    AclScene(RealRedis redis) {
        this.redis = redis;
    }

    RedisConnections connect(String user) {
        RedisURI uri = RedisURI.builder()
                .withHost(redis.host())
                .withPort(redis.port())
                .withAuthentication(user, AclLine.PASSWORD.toCharArray())
                .build();
        RedisConnections connections = new RedisConnections(uri, null, ofMillis(500));
        closing.add(connections);
        return connections;
    }

    Follower follow(String user, AtomicInteger told) {
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

    DirectRevocationList ask(String user, AtomicInteger told) {
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

    static RevocationStatus status(DirectRevocationList list, String jti) {
        return list.statusOf(token(jti)).blockOptional().orElseThrow();
    }

    static <T> T on(Link link, Function<RedisCopy, Mono<T>> work) {
        return link.with(redis -> work.apply(new RedisCopy(redis, RedisSchema.of(PREFIX))))
                .blockOptional()
                .orElseThrow();
    }

    @Override
    public void close() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
        closing.clear();
    }
}

package dev.portcullis.revocation.redis;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

final class RedisSweepIT {

    private static final String LIST = "{portcullis}:list";
    private static final Duration HORIZON = ofHours(25);
    private static final long MARGIN = RedisSweep.MARGIN.toMillis();

    private final RealRedis redis = RealRedis.start();
    private final RedisConnections connections =
            new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, ofMillis(2_000));
    private final long now =
            Long.parseLong(redis.cli("TIME").lines().findFirst().orElseThrow()) * 1_000;

    @AfterEach
    void close() {
        connections.close();
        redis.close();
    }

    @Test
    void entriesThatAreOverGoByTheirKindAndTheListsOwnMembersStay() {
        add(-1, "chain=x");
        add(-5, "head");
        for (String kind : new String[] {"t", "u", "s", "k"}) {
            add(now - MARGIN - 1_000, kind + ":over");
            add(now - MARGIN + 60_000, kind + ":within the margin");
        }
        for (String kind : new String[] {"p", "c", "i"}) {
            add(now - MARGIN - HORIZON.toMillis() - 1_000, kind + ":over");
            add(now - MARGIN - HORIZON.toMillis() + 60_000, kind + ":still covers");
        }
        add(now - MARGIN - 2 * HORIZON.toMillis(), "x:of a later version");

        sweep(now, 1);

        assertThat(members())
                .doesNotContain(":over")
                .contains("chain=x", "head", "x:of a later version")
                .contains("t:within", "u:within", "s:within", "k:within", "p:still", "c:still", "i:still");
    }

    @Test
    void clockThatRanAheadAloneForgetsNothing() {
        add(now + ofHours(1).toMillis(), "s:ahead of Redis");
        add(now - ofHours(1).toMillis(), "s:ahead of the database");

        sweep(now + ofHours(48).toMillis(), 1);
        assertThat(members()).contains("s:ahead of Redis");

        add(now - ofHours(1).toMillis(), "s:ahead of the database");
        sweep(now - ofHours(48).toMillis(), 1);
        assertThat(members()).contains("s:ahead of the database");

        sweep(now, 1);
        assertThat(members()).contains("s:ahead of Redis").doesNotContain("s:ahead of the database");
    }

    @Test
    void sweepLooksAtABoundedPartAndGoesOnBehindWhatStays() {
        for (int i = 0; i < RedisSweep.LOOKED_AT; i++) {
            add(now - ofHours(20).toMillis() + i, "p:stays-" + i);
        }
        add(now - ofHours(1).toMillis(), "s:over");

        sweep(now, 1);
        assertThat(members()).contains("s:over");

        sweep(now, 2);
        assertThat(members()).doesNotContain("s:over").contains("p:stays-0");
    }

    @Test
    void redisThatIsGoneIsTriedAgain() {
        RedisSweep sweep = sweeper(now);
        redis.kill();
        assertThat(sweep.sweep().blockOptional(ofSeconds(30))).isEmpty();

        redis.restartEmpty();
        add(now - ofHours(1).toMillis(), "s:over");

        org.awaitility.Awaitility.await().until(() -> {
            sweep.sweep().blockOptional(ofSeconds(30));
            return !members().contains("s:over");
        });
        sweep.close();
    }

    private void sweep(long clock, int times) {
        RedisSweep sweep = sweeper(clock);
        for (int i = 0; i < times; i++) {
            sweep.sweep().blockOptional(ofSeconds(30));
        }
        sweep.close();
    }

    private RedisSweep sweeper(long clock) {
        return new RedisSweep(connections, "{portcullis}", HORIZON, () -> Mono.just(clock), new SimpleMeterRegistry());
    }

    private void add(long score, String member) {
        redis.cli("ZADD", LIST, String.valueOf(score), member);
    }

    private String members() {
        return redis.cli("ZRANGE", LIST, "0", "-1");
    }
}

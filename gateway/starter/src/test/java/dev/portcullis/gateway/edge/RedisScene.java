package dev.portcullis.gateway.edge;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.revocation.redis.RedisConnections;
import dev.portcullis.revocation.redis.RedisPublisher;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** A real Redis with the real publisher beside it, and what a gateway over it has to be told. */
final class RedisScene implements AutoCloseable {

    final RealRedis redis = RealRedis.start();
    private final MemoryLog log = new MemoryLog();
    private final RedisConnections connections =
            new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, ofSeconds(1));
    private final RedisPublisher publisher = new RedisPublisher(
            connections,
            log,
            new PublisherSettings("{portcullis}", 0, ofSeconds(2), ofMillis(250)),
            new SimpleMeterRegistry());

    RedisScene() {
        publisher.start();
    }

    /** @param mode of the gateway */
    String[] arguments(String mode) {
        return new String[] {
            "--portcullis.revocation.mode=" + mode,
            // three times the default: a busy build machine must not look like a hung Redis
            "--portcullis.revocation.max-staleness=3s",
            "--spring.data.redis.host=" + redis.host(),
            "--spring.data.redis.port=" + redis.port()
        };
    }

    /** Acknowledged when it returns. */
    void revoke(Covered covered) {
        assertThat(publisher.publish(log.revoke(covered)).block()).isEqualTo(Publication.CONFIRMED);
    }

    /** In the log, and nobody has been told. */
    void revokeUnheard(Covered covered) {
        log.revoke(covered);
    }

    @Override
    public void close() {
        publisher.close();
        connections.close();
        redis.close();
    }
}

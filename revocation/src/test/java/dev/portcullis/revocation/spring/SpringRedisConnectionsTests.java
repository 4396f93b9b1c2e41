package dev.portcullis.revocation.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.revocation.redis.RedisConnections;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;

final class SpringRedisConnectionsTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @Test
    void oneNodeIsTaken() {
        DataRedisConnectionDetails details = new DataRedisConnectionDetails() {
            @Override
            public Standalone getStandalone() {
                return Standalone.of("redis.example", 6380);
            }
        };

        try (RedisConnections connections = SpringRedisConnections.from(details, "{portcullis}", TIMEOUT)) {
            assertThat(connections).isNotNull();
        }
    }

    @Test
    void clusterIsRefusedInOneSentence() {
        DataRedisConnectionDetails details = new DataRedisConnectionDetails() {
            @Override
            public Cluster getCluster() {
                return () -> List.of(new Node("redis.example", 6380));
            }
        };

        assertThatThrownBy(() -> SpringRedisConnections.from(details, "{portcullis}", TIMEOUT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("spring.data.redis");
    }
}

package dev.portcullis.revocation.spring;

import dev.portcullis.revocation.redis.RedisConnections;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;

/** Our connections, from what Boot knows about Redis. */
public final class SpringRedisConnections {

    private SpringRedisConnections() {}

    /**
     * Connections to the one node that {@code spring.data.redis.host}, {@code port} or {@code url} names, with its user,
     * password, database and TLS. Connects nowhere yet.
     *
     * @param commandTimeout how long a command may go unanswered
     * @throws IllegalStateException where Sentinel, Cluster or master and replica are configured
     */
    public static RedisConnections from(DataRedisConnectionDetails details, Duration commandTimeout) {
        Standalone node = details.getStandalone();
        if (node == null || details.getSentinel() != null || details.getCluster() != null) {
            throw new IllegalStateException("spring.data.redis: this version follows one Redis node; give"
                    + " spring.data.redis.host and port, or url, and neither sentinel nor cluster.");
        }
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(node.getHost())
                .withPort(node.getPort())
                .withDatabase(node.getDatabase())
                .withSsl(details.getSslBundle() != null);
        String password = details.getPassword();
        if (password != null && details.getUsername() != null) {
            uri.withAuthentication(details.getUsername(), password.toCharArray());
        } else if (password != null) {
            uri.withPassword(password.toCharArray());
        }
        return new RedisConnections(uri.build(), ssl(details.getSslBundle()), commandTimeout);
    }

    private static @Nullable SslOptions ssl(@Nullable SslBundle bundle) {
        if (bundle == null) {
            return null;
        }
        return SslOptions.builder()
                .keyManager(bundle.getManagers().getKeyManagerFactory())
                .trustManager(bundle.getManagers().getTrustManagerFactory())
                .build();
    }
}

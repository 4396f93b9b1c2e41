package dev.portcullis.revocation.spring;

import dev.portcullis.revocation.redis.RedisConnections;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Cluster;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;

/** Our connections, from what Boot knows about Redis. */
public final class SpringRedisConnections {

    private SpringRedisConnections() {}

    /**
     * Connections to what {@code spring.data.redis} names: one node, the master that Sentinels know, or the node of a
     * cluster that serves the keys; with its user, password, database and TLS. Connects nowhere yet.
     *
     * @param keyPrefix the list's, whose hash tag says which node of a cluster it is
     * @param commandTimeout how long a command may go unanswered
     * @throws IllegalStateException where a master and replicas without Sentinel are configured
     */
    public static RedisConnections from(DataRedisConnectionDetails details, String keyPrefix, Duration commandTimeout) {
        SslOptions ssl = ssl(details.getSslBundle());
        Cluster cluster = details.getCluster();
        if (cluster != null) {
            List<RedisURI> seeds = cluster.getNodes().stream()
                    .map(node -> at(details, node).build())
                    .toList();
            return RedisConnections.toCluster(seeds, keyPrefix, ssl, commandTimeout);
        }
        return new RedisConnections(oneMaster(details), ssl, commandTimeout);
    }

    /** Whether more than one node may come to hold the list. */
    public static boolean mayFailOver(DataRedisConnectionDetails details) {
        return details.getSentinel() != null || details.getCluster() != null;
    }

    private static RedisURI oneMaster(DataRedisConnectionDetails details) {
        Sentinel sentinel = details.getSentinel();
        Standalone node = details.getStandalone();
        if (sentinel != null) {
            return knownTo(sentinel, details);
        }
        if (node == null || details.getMasterReplica() != null) {
            throw new IllegalStateException(
                    "spring.data.redis: give host and port, url, sentinel or cluster; a master and"
                            + " its replicas without Sentinel cannot be followed.");
        }
        return at(details, new Node(node.getHost(), node.getPort()))
                .withDatabase(node.getDatabase())
                .build();
    }

    private static RedisURI knownTo(Sentinel sentinel, DataRedisConnectionDetails details) {
        RedisURI.Builder uri = authenticated(RedisURI.builder(), details.getUsername(), details.getPassword())
                .withSentinelMasterId(sentinel.getMaster())
                .withDatabase(sentinel.getDatabase())
                .withSsl(details.getSslBundle() != null);
        for (Node node : sentinel.getNodes()) {
            uri.withSentinel(authenticated(RedisURI.builder(), sentinel.getUsername(), sentinel.getPassword())
                    .withHost(node.host())
                    .withPort(node.port())
                    .withSsl(details.getSslBundle() != null)
                    .build());
        }
        return uri.build();
    }

    private static RedisURI.Builder at(DataRedisConnectionDetails details, Node node) {
        return authenticated(RedisURI.builder(), details.getUsername(), details.getPassword())
                .withHost(node.host())
                .withPort(node.port())
                .withSsl(details.getSslBundle() != null);
    }

    private static RedisURI.Builder authenticated(
            RedisURI.Builder uri, @Nullable String username, @Nullable String password) {
        if (password != null && username != null) {
            return uri.withAuthentication(username, password.toCharArray());
        }
        return password == null ? uri : uri.withPassword(password.toCharArray());
    }

    private static @Nullable SslOptions ssl(@Nullable SslBundle bundle) {
        if (bundle == null) {
            return null;
        }
        SslOptions.Builder ssl = SslOptions.builder()
                .keyManager(bundle.getManagers().getKeyManagerFactory())
                .trustManager(bundle.getManagers().getTrustManagerFactory());
        String[] ciphers = bundle.getOptions().getCiphers();
        if (ciphers != null) {
            ssl.cipherSuites(ciphers);
        }
        String[] protocols = bundle.getOptions().getEnabledProtocols();
        if (protocols != null) {
            ssl.protocols(protocols);
        }
        return ssl.build();
    }
}

package dev.portcullis.revocation.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.resource.ClientResources;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Opens our connections to the node that holds the list. They never reconnect by themselves, keep no command while they
 * are down, and hold a bounded number of unanswered ones.
 */
public final class RedisConnections implements AutoCloseable {

    /** Unanswered commands a connection may hold; one more fails at once instead of waiting in memory. */
    private static final int MAX_UNANSWERED = 10_000;

    /**
     * How long opening may take; longer than a command may, because it comes first in a cold process, and because a
     * node that hangs answers the pending attempt as soon as it is back.
     */
    private static final Duration OPENING = Duration.ofSeconds(1);

    private final ClientResources resources;
    private final RedisClient client;
    private final @Nullable RedisClusterClient cluster;
    private final Whereabouts whereabouts;
    private final Duration commandTimeout;

    /**
     * Connects nowhere yet.
     *
     * @param uri the node, or the Sentinels that know it; its time-out is set to our own
     * @param ssl keys and trust for a {@code uri} with TLS; {@code null} means the platform's
     * @param commandTimeout how long a command may go unanswered
     */
    public RedisConnections(RedisURI uri, @Nullable SslOptions ssl, Duration commandTimeout) {
        this(List.of(uri), null, ssl, commandTimeout);
    }

    /**
     * The same for a cluster.
     *
     * @param seeds some of its nodes
     * @param keyPrefix whose hash tag says which of the masters it is
     */
    public static RedisConnections toCluster(
            List<RedisURI> seeds, String keyPrefix, @Nullable SslOptions ssl, Duration commandTimeout) {
        return new RedisConnections(seeds, keyPrefix, ssl, commandTimeout);
    }

    private RedisConnections(
            List<RedisURI> uris, @Nullable String clusterKey, @Nullable SslOptions ssl, Duration commandTimeout) {
        Script.load();
        uris.forEach(uri -> uri.setTimeout(OPENING));
        // Or each connection asks for CLIENT SETINFO, a right that we do not need.
        uris.forEach(uri -> uri.setLibraryName(""));
        uris.forEach(uri -> uri.setLibraryVersion(""));
        uris.forEach(uri -> uri.getSentinels().forEach(sentinel -> sentinel.setTimeout(OPENING)));
        this.commandTimeout = commandTimeout;
        this.resources = ClientResources.create();
        this.client = RedisClient.create(resources, uris.get(0));
        client.setOptions(bounded(ClientOptions.builder(), ssl).build());
        this.cluster = clusterKey == null ? null : RedisClusterClient.create(resources, uris);
        if (cluster != null) {
            ClusterClientOptions.Builder options = ClusterClientOptions.builder();
            bounded(options, ssl);
            cluster.setOptions(options.build());
        }
        int slot = clusterKey == null
                ? 0
                : SlotHash.getSlot(RedisSchema.of(clusterKey).list());
        this.whereabouts = new Whereabouts(client, uris.get(0), cluster, slot);
    }

    private ClientOptions.Builder bounded(ClientOptions.Builder options, @Nullable SslOptions ssl) {
        return options.autoReconnect(false)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_UNANSWERED)
                .timeoutOptions(TimeoutOptions.enabled(commandTimeout))
                .socketOptions(SocketOptions.builder().connectTimeout(OPENING).build())
                .sslOptions(waitingForNobody(ssl == null ? SslOptions.create() : ssl));
    }

    /**
     * Lettuce makes the TLS context of each connection on its network thread, where the operating system's random source
     * must not be read: it is read once, here.
     */
    private static SslOptions waitingForNobody(SslOptions ssl) {
        try {
            SecureRandom random = SecureRandom.getInstance("DRBG");
            random.nextInt(); // seeds it
            return ssl.mutate()
                    .sslContext(context -> context.secureRandom(random))
                    .handshakeTimeout(OPENING)
                    .build();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK since 9 has a DRBG.", e);
        }
    }

    /** A connection of one's own, opened when it is first used. */
    Link link() {
        return new Link(whereabouts);
    }

    /** The node was found wanting: all links look for the list anew. */
    void lookAgain() {
        whereabouts.lookAgain();
    }

    /** How long a command may go unanswered. */
    Duration commandTimeout() {
        return commandTimeout;
    }

    /** Closes every connection. Does not wait for the network threads to end. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // at the stop nobody is left who could wait
    public void close() {
        if (cluster != null) {
            cluster.shutdownAsync(0, 0, MILLISECONDS);
        }
        client.shutdownAsync(0, 0, MILLISECONDS)
                .whenComplete((closed, failed) -> resources.shutdown(0, 0, MILLISECONDS));
    }
}

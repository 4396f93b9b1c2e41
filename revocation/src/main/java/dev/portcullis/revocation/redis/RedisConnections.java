package dev.portcullis.revocation.redis;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Opens our connections to one Redis node. They never reconnect by themselves, keep no command while they are down, and
 * hold a bounded number of unanswered ones.
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
    private final RedisURI uri;
    private final Duration commandTimeout;

    /**
     * Connects nowhere yet.
     *
     * @param uri the node; its own time-out is not used
     * @param ssl keys and trust for a {@code uri} with TLS; {@code null} means the platform's
     * @param commandTimeout how long a command may go unanswered
     */
    public RedisConnections(RedisURI uri, @Nullable SslOptions ssl, Duration commandTimeout) {
        Script.load();
        this.uri = RedisURI.builder(uri).withTimeout(OPENING).build();
        this.commandTimeout = commandTimeout;
        this.resources = ClientResources.create();
        this.client = RedisClient.create(resources, this.uri);
        client.setOptions(options(ssl));
    }

    private ClientOptions options(@Nullable SslOptions ssl) {
        return ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_UNANSWERED)
                .timeoutOptions(TimeoutOptions.enabled(commandTimeout))
                .socketOptions(SocketOptions.builder().connectTimeout(OPENING).build())
                .sslOptions(ssl == null ? SslOptions.create() : ssl)
                .build();
    }

    /** A connection of one's own, opened when it is first used. */
    Link link() {
        return new Link(client, uri);
    }

    /** How long a command may go unanswered. */
    Duration commandTimeout() {
        return commandTimeout;
    }

    /** Closes every connection. Does not wait for the network threads to end. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // at the stop nobody is left who could wait
    public void close() {
        client.shutdownAsync(0, 0, MILLISECONDS)
                .whenComplete((closed, failed) -> resources.shutdown(0, 0, MILLISECONDS));
    }
}

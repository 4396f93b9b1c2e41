package dev.portcullis.revocation.redis;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.codec.StringCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * On which node the list is, asked anew for each connection.
 *
 * <p>What Sentinel or the cluster says is a hint and proves nothing: a Sentinel that is cut off names the deposed master.
 * That it is worth reading from a node, only a probe tells; and where it tells the contrary all links are opened anew,
 * each by way of another Sentinel than the last.
 */
final class Whereabouts {

    private final RedisClient client;
    private final RedisURI uri;
    private final @Nullable RedisClusterClient cluster;
    private final int slot;
    private final AtomicLong generation = new AtomicLong();

    /**
     * @param uri the node itself, or the Sentinels that know it
     * @param cluster the cluster that it is a part of, or none
     * @param slot of the list's keys in the cluster
     */
    Whereabouts(RedisClient client, RedisURI uri, @Nullable RedisClusterClient cluster, int slot) {
        this.client = client;
        this.uri = uri;
        this.cluster = cluster;
        this.slot = slot;
    }

    /** Another number than before: what is open may lead to the wrong node. */
    long generation() {
        return generation.get();
    }

    /** Whoever uses a connection next opens one anew. With one fixed node there is nowhere else to look. */
    void lookAgain() {
        if (cluster != null || !uri.getSentinels().isEmpty()) {
            generation.incrementAndGet();
        }
    }

    /** May block while it opens: not for the event loop. */
    CompletionStage<StatefulRedisConnection<String, String>> connect() {
        if (cluster != null) {
            return masterIn(cluster).thenCompose(node -> client.connectAsync(StringCodec.UTF8, node));
        }
        return client.connectAsync(StringCodec.UTF8, uri.getSentinels().isEmpty() ? uri : shuffled());
    }

    private CompletionStage<RedisURI> masterIn(RedisClusterClient known) {
        return known.refreshPartitionsAsync().thenCompose(done -> {
            RedisClusterNode master = known.getPartitions().getMasterBySlot(slot);
            return master == null
                    ? CompletableFuture.failedFuture(new IllegalStateException("No node serves the list's slot."))
                    : CompletableFuture.completedFuture(master.getUri());
        });
    }

    /** Lettuce takes the first that answers, which may be the one that is cut off. */
    private RedisURI shuffled() {
        List<RedisURI> sentinels = new ArrayList<>(uri.getSentinels());
        Collections.shuffle(sentinels);
        RedisURI.Builder copy = RedisURI.builder()
                .withSentinelMasterId(uri.getSentinelMasterId())
                .withDatabase(uri.getDatabase())
                .withSsl(uri)
                .withAuthentication(uri)
                .withTimeout(uri.getTimeout());
        sentinels.forEach(copy::withSentinel);
        RedisURI master = copy.build();
        master.setLibraryName(uri.getLibraryName());
        master.setLibraryVersion(uri.getLibraryVersion());
        return master;
    }
}

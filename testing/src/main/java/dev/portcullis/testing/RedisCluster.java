package dev.portcullis.testing;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A real Redis Cluster: three masters that share the slots, and one replica of each. */
public final class RedisCluster implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    private final List<RealRedis> nodes = new ArrayList<>();

    private RedisCluster() {
        IntStream.range(0, 2 * MASTERS).forEach(i -> nodes.add(node()));
        nodes.forEach(node -> node.cli(
                "CLUSTER", "MEET", "127.0.0.1", String.valueOf(nodes.get(0).port())));
        for (int i = 0; i < MASTERS; i++) {
            nodes.get(i).cli(slots(i * SLOTS / MASTERS, (i + 1) * SLOTS / MASTERS));
        }
        await("a cluster that knows its nodes", () -> nodes.stream().allMatch(node -> known(node) == 2 * MASTERS));
        for (int i = 0; i < MASTERS; i++) {
            String master = nodes.get(i).cli("CLUSTER", "MYID");
            nodes.get(MASTERS + i).cli("CLUSTER", "REPLICATE", master);
        }
        await("a cluster that serves", this::serves);
    }

    /** Returns when all nodes agree and each replica follows. */
    public static RedisCluster start() {
        return new RedisCluster();
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what).atMost(Duration.ofSeconds(60)).until(condition);
    }

    private static String[] slots(int from, int to) {
        return Stream.concat(
                        Stream.of("CLUSTER", "ADDSLOTS"),
                        IntStream.range(from, to).mapToObj(String::valueOf))
                .toArray(String[]::new);
    }

    private static long known(RealRedis node) {
        return node.cli("CLUSTER", "NODES")
                .lines()
                .filter(line -> !line.contains("handshake"))
                .count();
    }

    private boolean serves() {
        return nodes.stream().allMatch(node -> node.cli("CLUSTER", "INFO").contains("cluster_state:ok"))
                && nodes.stream()
                        .skip(MASTERS)
                        .allMatch(node -> node.cli("INFO", "replication").contains("master_link_status:up"));
    }

    private static RealRedis node() {
        int port = FreePort.choose();
        return RedisProcess.start(
                port,
                "--save",
                "",
                "--maxmemory-policy",
                "noeviction",
                "--cluster-enabled",
                "yes",
                "--cluster-node-timeout",
                "2000",
                "--repl-diskless-sync",
                "yes",
                "--repl-diskless-sync-delay",
                "0");
    }

    /** The three that began as masters, then a replica of each. */
    public List<RealRedis> nodes() {
        return List.copyOf(nodes);
    }

    /** The node that serves a key now, as the nodes themselves see it. */
    public RealRedis masterOf(String key) {
        return nodes.stream()
                .filter(node -> serves(node, key))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No node serves " + key + "."));
    }

    private static boolean serves(RealRedis node, String key) {
        try {
            return node.cli("INFO", "replication").contains("role:master")
                    && !node.cli("EXISTS", key).startsWith("MOVED");
        } catch (UncheckedIOException gone) {
            return false;
        }
    }

    @Override
    public void close() {
        nodes.forEach(RealRedis::close);
    }
}

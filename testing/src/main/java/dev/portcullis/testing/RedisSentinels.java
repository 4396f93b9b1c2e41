package dev.portcullis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A master, its replicas and three Sentinels, all of them real processes. Everyone but the test reaches each Redis node
 * over a {@link TcpProxy} of its own, so that a node can be cut off and keep running.
 */
public final class RedisSentinels implements AutoCloseable {

    /** As the Sentinels call the master. */
    public static final String MASTER = "portcullis";

    private static final int SENTINELS = 3;

    /**
     * One node.
     *
     * @param redis the process
     * @param wire the way to it for Sentinels, replicas and whoever asks a Sentinel
     */
    public record Node(RealRedis redis, TcpProxy wire) {
        /** One field of its {@code INFO replication}. */
        public String replication(String field) {
            return redis.cli("INFO", "replication")
                    .lines()
                    .filter(line -> line.startsWith(field + ":"))
                    .map(line -> line.substring(field.length() + 1).strip())
                    .findFirst()
                    .orElse("");
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final List<RealRedis> sentinels = new ArrayList<>();

    private RedisSentinels(int replicas) {
        Node master = node();
        IntStream.range(0, replicas).forEach(i -> replicaOf(master));
        IntStream.range(0, SENTINELS).forEach(i -> sentinels.add(sentinel(master.wire.port())));
        Awaitility.await("Sentinels that know of all")
                .atMost(Duration.ofSeconds(60))
                .until(() -> sentinels.stream().allMatch(sentinel -> knowsAll(sentinel, replicas)));
    }

    /** The first of {@link #nodes()} is the master. Returns when every Sentinel knows of all nodes and Sentinels. */
    public static RedisSentinels start(int replicas) {
        return new RedisSentinels(replicas);
    }

    private static boolean knowsAll(RealRedis sentinel, int replicas) {
        String master = sentinel.cli("SENTINEL", "MASTER", MASTER);
        return master.contains("num-slaves\n" + replicas)
                && master.contains("num-other-sentinels\n" + (SENTINELS - 1))
                && master.contains("flags\nmaster\n");
    }

    private Node node(String... more) {
        int port = FreePort.choose();
        TcpProxy wire = TcpProxy.to(port);
        List<String> words = new ArrayList<>(List.of("--save", "", "--maxmemory-policy", "noeviction"));
        words.addAll(List.of("--replica-announce-ip", "127.0.0.1"));
        words.addAll(List.of("--replica-announce-port", String.valueOf(wire.port())));
        words.addAll(List.of("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0", "--repl-timeout", "5"));
        words.addAll(List.of(more));
        Node node = new Node(RedisProcess.start(port, words.toArray(String[]::new)), wire);
        nodes.add(node);
        return node;
    }

    private void replicaOf(Node master) {
        Node replica = node("--replicaof", "127.0.0.1", String.valueOf(master.wire.port()));
        Awaitility.await("a replica that follows")
                .atMost(Duration.ofSeconds(30))
                .until(() -> replica.replication("master_link_status").equals("up"));
    }

    /** Sentinel wants a file that it may write. */
    private static RealRedis sentinel(int masterPort) {
        try {
            Path file = Files.createTempFile("portcullis-sentinel-", ".conf");
            Files.writeString(file, """
                    sentinel monitor %1$s 127.0.0.1 %2$d 2
                    sentinel down-after-milliseconds %1$s 1000
                    sentinel failover-timeout %1$s 4000
                    """.formatted(MASTER, masterPort));
            file.toFile().deleteOnExit();
            return RedisProcess.sentinel(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Master first, in the order in which they were started. */
    public List<Node> nodes() {
        return List.copyOf(nodes);
    }

    /** Where the Sentinels listen. */
    public List<Integer> sentinelPorts() {
        return sentinels.stream().map(RealRedis::port).toList();
    }

    /** Whom most Sentinels take for the master: the port of its wire. */
    public int masterPort() {
        List<String> answers = sentinels.stream()
                .map(sentinel -> sentinel.cli("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER)
                        .lines()
                        .skip(1)
                        .findFirst()
                        .orElse("0"))
                .sorted()
                .toList();
        return Integer.parseInt(answers.get(SENTINELS / 2));
    }

    @Override
    public void close() {
        sentinels.forEach(RealRedis::close);
        nodes.forEach(node -> {
            node.wire.close();
            node.redis.close();
        });
    }
}

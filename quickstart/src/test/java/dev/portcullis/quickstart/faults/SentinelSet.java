package dev.portcullis.quickstart.faults;

import dev.portcullis.testing.RedisSentinels;
import dev.portcullis.testing.RedisSentinels.Node;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A master with two replicas and three Sentinels; one replica confirms an entry, and one a probe. */
final class SentinelSet implements Store {

    private static final int REPLICAS = 2;

    private final RedisSentinels sentinels = RedisSentinels.start(REPLICAS);
    private @Nullable Node victim;

    /** Whom most Sentinels take for the master. */
    Node master() {
        int port = sentinels.masterPort();
        return sentinels.nodes().stream()
                .filter(node -> node.wire().port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** The master of now, remembered: it is another's turn soon. */
    Node chooseVictim() {
        victim = master();
        return victim;
    }

    /** Whom something was done to last. */
    Node victim() {
        return Objects.requireNonNull(victim);
    }

    @Override
    public List<String> argumentsOfAuth(int index) {
        return arguments("--portcullis.auth.revocation.replicas=1");
    }

    @Override
    public List<String> argumentsOfGateway(int index) {
        return arguments("--portcullis.revocation.replicas=1", "--portcullis.revocation.nodes=" + (1 + REPLICAS));
    }

    private List<String> arguments(String... more) {
        String nodes = sentinels.sentinelPorts().stream()
                .map(port -> "127.0.0.1:" + port)
                .collect(Collectors.joining(","));
        return Stream.concat(
                        Stream.of(
                                "--spring.data.redis.sentinel.master=" + RedisSentinels.MASTER,
                                "--spring.data.redis.sentinel.nodes=" + nodes),
                        Stream.of(more))
                .toList();
    }

    @Override
    public String cli(String... command) {
        return master().redis().cli(command);
    }

    @Override
    public void close() {
        sentinels.close();
    }
}

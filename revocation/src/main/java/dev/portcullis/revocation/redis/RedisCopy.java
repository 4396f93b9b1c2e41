package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.ListState;
import dev.portcullis.revocation.protocol.NodeState;
import dev.portcullis.revocation.protocol.Observation;
import io.lettuce.core.Range;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The list and log of one Redis node, over one connection. What it returns is never empty unless it says so. */
final class RedisCopy {

    /** In seconds. A build that its builder does not finish goes by itself. */
    private static final String BUILD_LIFETIME = "600";

    private static final String FOREVER = "0";

    private final RedisReactiveCommands<String, String> redis;
    private final RedisSchema schema;

    RedisCopy(RedisReactiveCommands<String, String> redis, RedisSchema schema) {
        this.redis = redis;
        this.schema = schema;
    }

    /** Both halves of an observation, in one round trip. */
    Mono<Observation> observe() {
        return Mono.zip(node(), state()).map(seen -> new Observation(seen.getT1(), seen.getT2()));
    }

    Mono<NodeState> node() {
        return redis.info().map(NodeState::from).single();
    }

    Mono<Optional<ListState>> state() {
        Range<Double> below0 = Range.from(Range.Boundary.unbounded(), Range.Boundary.excluding(0.0));
        return redis.zrangebyscoreWithScores(schema.list(), below0)
                .collectList()
                .map(ListMembers::stateIn)
                // Something else under our name is no list of ours, and is replaced like none.
                .onErrorReturn(RedisCopy::isAnotherType, Optional.empty());
    }

    private static boolean isAnotherType(Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && String.valueOf(failure.getMessage()).startsWith("WRONGTYPE");
    }

    /** Adds the entries that follow {@code head}; {@code false} where the list ends elsewhere. Always writes (P2). */
    Mono<Boolean> append(LogHead head, List<LogEntry> entries) {
        List<String> arguments = new ArrayList<>(5 + 4 * entries.size());
        arguments.add(String.valueOf(head.epoch()));
        arguments.add(String.valueOf(head.number()));
        arguments.add(head.chain().hex());
        arguments.add(String.valueOf(RedisSchema.LOG_LENGTH));
        arguments.add(schema.isBuild() ? BUILD_LIFETIME : FOREVER);
        for (LogEntry entry : entries) {
            arguments.add(String.valueOf(entry.number()));
            arguments.add(entry.member());
            arguments.add(String.valueOf(entry.score()));
            arguments.add(entry.chain().hex());
        }
        return Script.APPEND.run(redis, List.of(schema.list(), schema.log(), schema.mark()), arguments);
    }

    /** How many replicas have confirmed all that this connection wrote, after at most {@code patience}. */
    Mono<Long> replicasThatConfirm(int replicas, Duration patience) {
        return redis.waitForReplication(replicas, patience.toMillis()).single();
    }

    /** A list that holds nothing and ends at {@code at}, under a name of its own; {@link #append} brings it up (P4). */
    Mono<RedisCopy> beside(String name, LogHead at) {
        RedisCopy building = building(name);
        return Script.BEGIN
                .run(
                        redis,
                        List.of(building.schema.list()),
                        List.of(
                                String.valueOf(at.epoch()),
                                String.valueOf(at.number()),
                                at.chain().hex(),
                                BUILD_LIFETIME))
                .thenReturn(building);
    }

    /** What {@link #beside} began under this name. */
    RedisCopy building(String name) {
        return new RedisCopy(redis, schema.building(name));
    }

    /** Takes away what was built for nothing: passes that all fail must not leave a list each. */
    Mono<Void> discard() {
        return redis.unlink(schema.list(), schema.log()).then();
    }

    /** Puts what was built beside in the place of this list; {@code false} where this one is not behind it (P4). */
    Mono<Boolean> install(RedisCopy built, String nonce) {
        return Script.INSTALL.run(
                redis,
                List.of(schema.list(), schema.log(), schema.mark(), built.schema.list(), built.schema.log()),
                List.of(nonce));
    }

    /** Writes the blessing if the node and the list are still as observed and the list reaches {@code head} (K4). */
    Mono<Boolean> bless(Blessing blessing, LogHead head) {
        return Script.BLESS.run(
                redis,
                List.of(schema.list(), schema.mark()),
                List.of(
                        blessing.replid(),
                        blessing.nonce(),
                        String.valueOf(head.epoch()),
                        String.valueOf(head.number()),
                        blessing.text()));
    }
}

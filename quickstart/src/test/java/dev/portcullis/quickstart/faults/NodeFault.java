package dev.portcullis.quickstart.faults;

import static dev.portcullis.testing.TcpProxy.Direction.TO_CLIENT;
import static dev.portcullis.testing.TcpProxy.Direction.TO_SERVER;

import dev.portcullis.testing.RealRedis;
import dev.portcullis.testing.TcpProxy;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** What happens to one Redis, to the wires, and to those who hang on them. */
enum NodeFault implements Fault<OneRedis> {
    /** The control. */
    NONE(Sources.BOTH, stage -> {}, stage -> {}),
    REDIS_HUNG(
            Sources.FEED, stage -> redis(stage).pause(), stage -> redis(stage).resume()),
    REDIS_KILLED_AND_EMPTY(
            Sources.FEED, stage -> redis(stage).kill(), stage -> redis(stage).restartEmpty()),
    /** What comes between the two is acknowledged, and gone. */
    REDIS_WITHOUT_ITS_TAIL(
            Sources.FEED, stage -> call(stage, "SAVE"), stage -> redis(stage).restartAsSaved()),
    FLUSHED(Sources.FEED, stage -> call(stage, "FLUSHALL"), stage -> {}),
    LIST_DELETED(Sources.FEED, stage -> call(stage, "DEL", Store.LIST), stage -> {}),
    REDIS_FULL(
            Sources.FEED,
            stage -> call(stage, "CONFIG", "SET", "maxmemory", "1"),
            stage -> call(stage, "CONFIG", "SET", "maxmemory", "0")),
    REDIS_READ_ONLY(
            Sources.FEED,
            stage -> call(stage, "REPLICAOF", "127.0.0.1", "1"),
            stage -> call(stage, "REPLICAOF", "NO", "ONE")),
    /** The other auth service publishes and blesses. */
    PUBLISHER_UNHEARD(
            Sources.BOTH,
            stage -> stage.store().wireOfAuth(0).cut(TO_SERVER),
            stage -> stage.store().wireOfAuth(0).heal()),
    /** It appends, and its confirmations do not come back. */
    PUBLISHER_DEAF(
            Sources.BOTH,
            stage -> stage.store().wireOfAuth(0).cut(TO_CLIENT),
            stage -> stage.store().wireOfAuth(0).heal()),
    GATEWAY_UNHEARD(
            Sources.FEED,
            stage -> stage.store().wireOfGateway(0).cut(TO_SERVER),
            stage -> stage.store().wireOfGateway(0).heal()),
    GATEWAY_DEAF(
            Sources.FEED,
            stage -> stage.store().wireOfGateway(0).cut(TO_CLIENT),
            stage -> stage.store().wireOfGateway(0).heal()),
    /** Everything sent to Redis is swallowed, and no connection ends. */
    REDIS_HALF_OPEN(Sources.FEED, stage -> wires(stage).forEach(TcpProxy::cut), NodeFault::healWires),
    PACKETS_LATE(
            Sources.BOTH,
            stage -> wires(stage).forEach(wire -> wire.delay(Duration.ofMillis(50))),
            NodeFault::healWires),
    FEED_CUT(
            Sources.REDIS,
            stage -> stage.feeds().forEach(TcpProxy::cut),
            stage -> stage.feeds().forEach(TcpProxy::heal)),
    /** The one that serves the feed. */
    AUTH_SUSPENDED(
            Sources.REDIS,
            stage -> stage.auth(Stage.FEEDING).suspend(),
            stage -> stage.auth(Stage.FEEDING).resume()),
    /** It wakes with a proof that is too old. */
    GATEWAY_SUSPENDED(
            Sources.NONE,
            stage -> stage.gateway(0).suspend(),
            stage -> stage.gateway(0).resume()),
    /** Between its commit and its publishing; nobody was told 2xx, and the other one has to publish it. */
    AUTH_KILLED_AFTER_COMMIT(Sources.FEED, stage -> {}, stage -> stage.auth(0).startAnew()) {
        @Override
        public void strike(Stage<OneRedis> stage, Revoker revoker) {
            redis(stage).pause();
            List<String> committed = revoker.abandon(0);
            Awaitility.await("the commit").until(() -> stage.database().revoked(committed) == committed.size());
            stage.auth(0).kill();
            redis(stage).resume();
        }
    };

    private final Sources left;
    private final Consumer<Stage<OneRedis>> strike;
    private final Consumer<Stage<OneRedis>> heal;

    NodeFault(Sources left, Consumer<Stage<OneRedis>> strike, Consumer<Stage<OneRedis>> heal) {
        this.left = left;
        this.strike = strike;
        this.heal = heal;
    }

    private static RealRedis redis(Stage<OneRedis> stage) {
        return stage.store().redis();
    }

    private static List<TcpProxy> wires(Stage<OneRedis> stage) {
        return stage.store().everyWire();
    }

    private static void healWires(Stage<OneRedis> stage) {
        wires(stage).forEach(TcpProxy::heal);
    }

    private static void call(Stage<OneRedis> stage, String... command) {
        String answer = stage.store().cli(command);
        if (!List.of("OK", "1").contains(answer)) {
            throw new IllegalStateException(String.join(" ", command) + " answered " + answer);
        }
    }

    @Override
    public Sources left() {
        return left;
    }

    @Override
    public void strike(Stage<OneRedis> stage, Revoker revoker) {
        strike.accept(stage);
    }

    @Override
    public void heal(Stage<OneRedis> stage) {
        heal.accept(stage);
    }
}

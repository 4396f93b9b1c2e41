package dev.portcullis.quickstart.faults;

import dev.portcullis.testing.RealRedis;
import dev.portcullis.testing.TcpProxy;
import java.util.List;
import java.util.stream.Stream;

/** One Redis, to which each client has a wire of its own. */
final class OneRedis implements Store {

    private final RealRedis redis = RealRedis.start();
    private final List<TcpProxy> toAuths = wires();
    private final List<TcpProxy> toGateways = wires();

    private List<TcpProxy> wires() {
        return Stream.generate(() -> TcpProxy.to(redis.port())).limit(2).toList();
    }

    RealRedis redis() {
        return redis;
    }

    TcpProxy wireOfAuth(int index) {
        return toAuths.get(index);
    }

    TcpProxy wireOfGateway(int index) {
        return toGateways.get(index);
    }

    /** All of them. */
    List<TcpProxy> everyWire() {
        return Stream.concat(toAuths.stream(), toGateways.stream()).toList();
    }

    @Override
    public List<String> argumentsOfAuth(int index) {
        return arguments(wireOfAuth(index));
    }

    @Override
    public List<String> argumentsOfGateway(int index) {
        return arguments(wireOfGateway(index));
    }

    private static List<String> arguments(TcpProxy wire) {
        return List.of("--spring.data.redis.host=127.0.0.1", "--spring.data.redis.port=" + wire.port());
    }

    @Override
    public String cli(String... command) {
        return redis.cli(command);
    }

    @Override
    public void close() {
        everyWire().forEach(TcpProxy::close);
        redis.close();
    }
}

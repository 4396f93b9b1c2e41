package dev.portcullis.quickstart.faults;

import dev.portcullis.quickstart.process.Household;
import dev.portcullis.quickstart.process.PortChoice;
import dev.portcullis.quickstart.process.Secret;
import dev.portcullis.quickstart.process.ServiceSpec;
import dev.portcullis.testing.TcpProxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/**
 * Two auth services on one database, two gateways that follow their log, and one upstream: the very jars that are shipped,
 * as processes. The feed of both gateways is the second auth service, each over a wire of its own.
 */
final class Stage<S extends Store> implements AutoCloseable {

    /** Twice the default: a build machine that is busy must not look like a hung Redis. {@code -Pfaults} takes the default. */
    static final Duration MAX_STALENESS = Duration.parse(System.getProperty("faults.max-staleness", "PT2S"));

    /** There are two of each service. */
    static final List<Integer> BOTH = List.of(0, 1);

    /** Which auth service serves the feed. */
    static final int FEEDING = 1;

    private static final String ADMINISTRATOR = "root";
    private static final Secret PASSWORD = Secret.password();
    private static final Map<String, Secret> KEYS = Map.of(
            "PORTCULLIS_KEY_ENCRYPTION_KEY", Secret.key(),
            "PORTCULLIS_REFRESH_KEY", Secret.key(),
            "FEED_SECRET", Secret.key());

    /** These live long enough to be compiled well, and share their processors with everything else here. */
    private static final List<String> JVM = List.of("-XX:+UseSerialGC", "-Xshare:auto", "-Xmx256m");

    private final Household household = Household.found();
    private final Database database = new Database();
    private final RecordingUpstream upstream = new RecordingUpstream();
    private final CallersIssuer callers = new CallersIssuer();
    private final S store;
    private final List<Address> authAddresses;
    private final List<Address> gatewayAddresses;
    private final List<TcpProxy> feeds;
    private final List<Part> auths = new ArrayList<>();
    private final List<Part> gateways = new ArrayList<>();

    /** Two ports of a service. */
    private record Address(int port, int management) {}

    /** Blocks until all of them are ready. */
    Stage(S store) {
        this.store = store;
        try (PortChoice choice = new PortChoice()) {
            this.authAddresses = addresses(choice::takeFree);
            this.gatewayAddresses = addresses(choice::takeFree);
        }
        int feeding = authAddresses.get(FEEDING).port();
        this.feeds = BOTH.stream().map(gateway -> TcpProxy.to(feeding)).toList();
        start();
    }

    private static List<Address> addresses(IntSupplier free) {
        return BOTH.stream()
                .map(index -> new Address(free.getAsInt(), free.getAsInt()))
                .toList();
    }

    private void start() {
        auths.add(startAuth(0));
        auths.get(0).awaitReady(); // alone: it migrates the database and makes the first key
        auths.add(startAuth(1));
        BOTH.forEach(index -> gateways.add(startGateway(index)));
        Stream.of(auths, gateways).flatMap(List::stream).forEach(Part::awaitReady);
    }

    private Part startAuth(int index) {
        List<String> arguments = new ArrayList<>(store.argumentsOfAuth(index));
        arguments.addAll(database.arguments());
        arguments.add("--portcullis.auth.issuer=" + issuer());
        arguments.add("--portcullis.auth.access-token-lifetime=2h");
        arguments.add("--portcullis.auth.clients.gateway.secret=${FEED_SECRET}");
        arguments.add("--portcullis.auth.clients.gateway.scopes=revocations:read");
        Map<String, Secret> more =
                Map.of("PORTCULLIS_ADMIN_USERNAME", Secret.of(ADMINISTRATOR), "PORTCULLIS_ADMIN_PASSWORD", PASSWORD);
        return part("auth-service", index, authAddresses.get(index), arguments, more);
    }

    private Part startGateway(int index) {
        List<String> arguments = new ArrayList<>(store.argumentsOfGateway(index));
        arguments.add("--PORTCULLIS_ISSUER=" + issuer());
        arguments.add("--PORTCULLIS_JWKS_URI=" + issuer() + "/.well-known/jwks.json");
        arguments.add("--portcullis.revocation.max-staleness=" + MAX_STALENESS);
        arguments.add("--logging.level.portcullis.access=off"); // a line a request would be all the disk sees
        String feed = "http://127.0.0.1:" + feeds.get(index).port() + "/revocations";
        arguments.addAll(callers.arguments("http://127.0.0.1:" + upstream.port()));
        arguments.addAll(Mode.CHOSEN.arguments(feed));
        return part("gateway", index, gatewayAddresses.get(index), arguments, callers.environment());
    }

    private String issuer() {
        return "http://localhost:" + authAddresses.get(0).port();
    }

    private Part part(String name, int index, Address address, List<String> arguments, Map<String, Secret> more) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--server.address=127.0.0.1");
        all.add("--server.port=" + address.port());
        all.add("--management.server.port=" + address.management());
        Map<String, Secret> environment = new HashMap<>(KEYS);
        environment.putAll(more);
        Path jar = Path.of("target", "services", "portcullis-" + name + ".jar").toAbsolutePath();
        return new Part(
                household, new ServiceSpec(name + "-" + index, jar, address.management(), JVM, all, environment));
    }

    /** Whose tokens are revoked. */
    CallersIssuer callers() {
        return callers;
    }

    S store() {
        return store;
    }

    Database database() {
        return database;
    }

    RecordingUpstream upstream() {
        return upstream;
    }

    Part auth(int index) {
        return auths.get(index);
    }

    Part gateway(int index) {
        return gateways.get(index);
    }

    /** Every gateway's way to the feed. */
    List<TcpProxy> feeds() {
        return feeds;
    }

    AuthApi authApi(int index) {
        return new AuthApi(authAddresses.get(index).port());
    }

    String login() {
        return authApi(0).login(ADMINISTRATOR, PASSWORD.reveal());
    }

    URI gatewayUri(int index) {
        return URI.create("http://127.0.0.1:" + gatewayAddresses.get(index).port() + "/api/orders/1");
    }

    URI gatewayMetrics(int index) {
        return URI.create("http://127.0.0.1:" + gatewayAddresses.get(index).management() + "/actuator/prometheus");
    }

    @Override
    public void close() {
        household.close();
        feeds.forEach(TcpProxy::close);
        upstream.close();
        store.close();
        database.close();
    }
}

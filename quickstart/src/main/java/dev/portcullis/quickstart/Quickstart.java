package dev.portcullis.quickstart;

import dev.portcullis.quickstart.demo.AdminApi;
import dev.portcullis.quickstart.demo.Banner;
import dev.portcullis.quickstart.demo.DemoUser;
import dev.portcullis.quickstart.process.CannotStart;
import dev.portcullis.quickstart.process.Household;
import dev.portcullis.quickstart.process.RedisServer;
import dev.portcullis.quickstart.process.Secret;
import dev.portcullis.quickstart.process.Service;
import dev.portcullis.quickstart.process.Waiting;
import dev.portcullis.quickstart.upstream.SampleUpstream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** One run: Redis, the sample upstream, the auth service, the gateway, the demo users, in this order. */
final class Quickstart {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Ports ports;
    private final Services services;
    private final DemoUser administrator;
    private final List<DemoUser> users;
    private final PrintStream out;

    Quickstart(Options options, PrintStream out) {
        Optional<Secret> chosen =
                Optional.ofNullable(System.getenv("QUICKSTART_PASSWORD")).map(Secret::of);
        Supplier<Secret> password = () -> chosen.orElseGet(Secret::password);
        this.administrator = new DemoUser("admin", password.get(), List.of("first administrator"));
        this.users = List.of(
                new DemoUser("alice", password.get(), List.of("user")),
                new DemoUser("bob", password.get(), List.of("user", "admin")));
        ServiceJars jars = ServiceJars.beside(Quickstart.class);
        this.ports = Ports.choose(options);
        this.services = new Services(options, ports, jars, Secret.key());
        this.out = out;
    }

    /** Returns only by {@link CannotStart}, when a part has ended of itself; an end from outside ends the process. */
    void run() {
        Household household = Household.found();
        Runtime.getRuntime().addShutdownHook(new Thread(household::close, "end-of-quickstart"));
        try {
            CompletableFuture<String> end = start(household);
            throw new CannotStart(end.join());
        } catch (CannotStart reason) {
            if (!household.isClosing()) {
                throw reason;
            }
        }
    }

    private CompletableFuture<String> start(Household household) {
        RedisServer redis = step("redis", () -> RedisServer.start(household, ports.redis(), out::println));
        SampleUpstream upstream =
                step("upstream", () -> SampleUpstream.start("127.0.0.1", ports.upstream(), Clock.systemUTC()));
        // Both at once: each leaves half of the machine idle while it starts.
        Service auth = Service.start(household, services.auth(household, administrator));
        Service gateway = Service.start(household, services.gateway());
        step("auth service", () -> ready(auth));
        step("gateway", () -> ready(gateway));
        step("demo users", this::makeUsers);
        out.println(new Banner(List.of(users.get(0), users.get(1), administrator))
                .with("gateway-pid", gateway.pid())
                .with("gateway", "localhost:" + ports.gateway())
                .with("auth-pid", auth.pid())
                .with("auth", "localhost:" + ports.auth())
                .with("upstream", "127.0.0.1:" + upstream.port())
                .with("redis-pid", redis.pid())
                .with("redis", "127.0.0.1:" + redis.port())
                .with("folder", household.folder()));
        return CompletableFuture.anyOf(auth.ended(), gateway.ended()).thenApply(String.class::cast);
    }

    /** Ends with a look whether the lines to copy will work: the gateway may have been ready before there were keys. */
    private List<DemoUser> makeUsers() {
        AdminApi api = AdminApi.of(URI.create(services.authUrl()), administrator);
        users.forEach(api::create);
        URI order = URI.create("http://127.0.0.1:" + ports.gateway() + "/api/orders/1");
        if (!Waiting.until(() -> api.isAdmittedTo(order), PATIENCE)) {
            throw new CannotStart("The gateway does not admit a valid token after " + PATIENCE.toSeconds() + " s.");
        }
        return users;
    }

    private static Service ready(Service service) {
        service.awaitReady();
        return service;
    }

    private <T> T step(String name, Supplier<T> work) {
        long start = System.nanoTime();
        out.printf("  %-14s ...", name);
        out.flush();
        T result = work.get();
        out.printf(" ready after %.1f s%n", (System.nanoTime() - start) / 1e9);
        return result;
    }
}

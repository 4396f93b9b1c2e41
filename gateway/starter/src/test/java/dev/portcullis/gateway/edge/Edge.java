package dev.portcullis.gateway.edge;

import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.revocation.RevocationList;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TokenFacts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Mono;

/** A running gateway with everything round it. Its clock stands at {@link TestTokens#NOW} until a test moves it. */
final class Edge implements AutoCloseable {

    private static final class Shared {
        private static final Edge EDGE = new Edge(Edge::answeringForItself);
    }

    final RecordingUpstream upstream = new RecordingUpstream();
    final KeyServer keys = new KeyServer(TestKeys.set(TestKeys.ISSUER, TestKeys.RSA, TestKeys.ED25519));
    final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
    /** What the list says; the tests of the real list are in {@code RevocationIT}. */
    final AtomicReference<Function<TokenFacts, Mono<RevocationStatus>>> revocations = new AtomicReference<>();

    private final ConfigurableApplicationContext context;

    Edge(Customizer customizer, String... arguments) {
        revocations.set(token -> Mono.just(RevocationStatus.ACTIVE));
        List<String> all = new ArrayList<>(List.of(
                "--spring.config.location=classpath:edge.yml", "--upstream=" + upstream.uri(), "--jwks=" + keys.uri()));
        all.addAll(List.of(arguments));
        context = new SpringApplicationBuilder(TestGateway.class)
                .initializers(fresh -> customizer.customize(this, (GenericApplicationContext) fresh))
                .run(all.toArray(String[]::new));
    }

    interface Customizer {
        void customize(Edge edge, GenericApplicationContext context);
    }

    /** One for all tests that leave it as they found it. */
    static Edge shared() {
        return Shared.EDGE;
    }

    /** The list is what the test says, and the clock too. */
    static void answeringForItself(Edge edge, GenericApplicationContext context) {
        withItsClock(edge, context);
        context.registerBean(RevocationList.class, () ->
                (RevocationList) token -> edge.revocations.get().apply(token));
    }

    /** A host application whose own cache stands where ours checks the routes, and whose Java DSL makes a wrong one. */
    static void withItsOwnRouteCache(Edge edge, GenericApplicationContext context) {
        answeringForItself(edge, context);
        context.registerBean(
                "cachedCompositeRouteLocator",
                RouteLocator.class,
                () -> dsl(edge, context),
                definition -> definition.setPrimary(true));
    }

    static void withItsClock(Edge edge, GenericApplicationContext context) {
        context.registerBean(Clock.class, edge::clock);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
    }

    private static RouteLocator dsl(Edge edge, GenericApplicationContext context) {
        return context.getBean(RouteLocatorBuilder.class)
                .routes()
                .route(
                        "dsl",
                        route -> route.order(-1)
                                .path("/dsl/**")
                                .metadata("access", "pubic")
                                .uri(edge.upstream.uri()))
                .build();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    int port() {
        return ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    Answer get(String path, String... headers) {
        return send("GET", path, headers);
    }

    Answer getAs(String token, String path, String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization: Bearer " + token));
        all.addAll(List.of(headers));
        return get(path, all.toArray(String[]::new));
    }

    Answer send(String method, String path, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: edge.example\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return raw(request.append("\r\n").toString());
    }

    Answer raw(String request) {
        int before = upstream.seen().size();
        return new Answer(this, RawHttp.exchange(port(), request), before);
    }

    /** Waits for the keys, which load in the background. */
    Edge ready() {
        Awaitility.await("the keys")
                .until(() -> getAs(TestTokens.valid(), "/api/ready").reply().status() == 200);
        return this;
    }

    /** Puts something else in the list's place while a test runs. */
    void whileRevocationsAnswer(Function<TokenFacts, Mono<RevocationStatus>> answer, Consumer<Edge> test) {
        var before = revocations.getAndSet(answer);
        try {
            test.accept(this);
        } finally {
            revocations.set(before);
        }
    }

    @Override
    public void close() {
        context.close();
        upstream.close();
        keys.close();
    }
}

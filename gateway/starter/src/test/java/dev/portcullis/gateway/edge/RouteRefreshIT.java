package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.context.environment.EnvironmentChangeEvent;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.handler.predicate.PredicateDefinition;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.cloud.gateway.route.RouteDefinitionLocator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import reactor.core.publisher.Flux;

/** Routes that change while the gateway runs: the new ones are good as a whole, or the old ones stay. */
@ExtendWith(OutputCaptureExtension.class)
final class RouteRefreshIT {

    private static final String REFUSED = "The new routes are refused";
    private static final String WRONG_RULE = "Route 'moving': metadata.access: is none of what is allowed";

    enum Refresh {
        FULL(Map.of()),
        SCOPED(Map.of("team", "blue"));

        private final Map<String, Object> metadata;

        Refresh(Map<String, Object> metadata) {
            this.metadata = metadata;
        }
    }

    private final AtomicReference<Flux<RouteDefinition>> source = new AtomicReference<>(Flux.empty());
    private Edge edge;

    @BeforeEach
    void start() {
        edge = new Edge(
                (it, context) -> {
                    Edge.answeringForItself(it, context);
                    source.set(Flux.just(route("moving", "/moving/**", "public")));
                    withItsSource(context);
                },
                "--logging.level.dev.portcullis.gateway.autoconfigure=info");
    }

    private void withItsSource(GenericApplicationContext context) {
        context.registerBean("moving", RouteDefinitionLocator.class, () -> () -> Flux.defer(source::get));
    }

    @AfterEach
    void end() {
        edge.close();
    }

    private RouteDefinition route(String id, String path, Object access) {
        RouteDefinition route = new RouteDefinition();
        route.setId(id);
        route.setUri(URI.create(edge == null ? "http://127.0.0.1:1" : edge.upstream.uri()));
        route.setPredicates(List.of(new PredicateDefinition("Path=" + path)));
        route.setMetadata(Map.of("access", access, "team", "blue"));
        return route;
    }

    private void refresh(Refresh refresh, RouteDefinition... routes) {
        refresh(refresh, Flux.just(routes));
    }

    private void refresh(Refresh refresh, Flux<RouteDefinition> routes) {
        source.set(routes);
        edge.context().publishEvent(new RefreshRoutesEvent(this, refresh.metadata));
    }

    private int admits(String path) {
        return edge.get(path).reply().status();
    }

    private double refusedRoutes() {
        return edge.context()
                .getBean(MeterRegistry.class)
                .get("portcullis.gateway.routes.refused")
                .gauge()
                .value();
    }

    @ParameterizedTest
    @EnumSource
    void goodRoutesReplaceTheOldOnes(Refresh refresh) {
        refresh(refresh, route("moved", "/moved/**", "public"));

        assertThatAnswer(edge.get("/moved/x")).isAdmitted();
        assertThat(admits("/moving/x")).isEqualTo(401); // that of the route behind it
        assertThatAnswer(edge.get("/public/x")).isAdmitted();
    }

    @ParameterizedTest
    @EnumSource
    void wrongRuleKeepsTheOldRoutesAndIsToldOnce(Refresh refresh, CapturedOutput output) {
        refresh(refresh, route("moving", "/moving/**", "public"));
        refresh(refresh, route("moving", "/moving/**", "pubic"), route("new", "/new/**", "public"));
        refresh(refresh, route("moving", "/moving/**", "pubic"), route("new", "/new/**", "public"));

        assertThatAnswer(edge.get("/moving/x")).isAdmitted();
        assertThat(admits("/new/x")).isEqualTo(401);
        assertThatAnswer(edge.get("/public/x")).isAdmitted();
        assertThat(output.getAll())
                .containsOnlyOnce(REFUSED)
                .contains(WRONG_RULE)
                .doesNotContain("pubic");
        assertThat(refusedRoutes()).isOne();
    }

    @ParameterizedTest
    @EnumSource
    void idThatAnotherSourceHasTooKeepsTheOldRoutes(Refresh refresh, CapturedOutput output) {
        refresh(refresh, route("moving", "/moving/**", "public"));
        refresh(refresh, route("rest", "/new/**", "public"));

        assertThatAnswer(edge.get("/moving/x")).isAdmitted();
        assertThat(admits("/new/x")).isEqualTo(401);
        assertThat(output.getAll()).contains("Route 'rest': id: is used more than once");
    }

    @ParameterizedTest
    @EnumSource
    void sourceThatFailsKeepsTheOldRoutes(Refresh refresh, CapturedOutput output) {
        refresh(refresh, route("moving", "/moving/**", "public"));
        refresh(refresh, Flux.error(new IllegalStateException("the store is gone")));

        assertThatAnswer(edge.get("/moving/x")).isAdmitted();
        assertThat(refusedRoutes()).isOne();
        assertThat(output.getAll()).contains("they cannot be read (IllegalStateException)");
    }

    @ParameterizedTest
    @EnumSource
    void goodRoutesHealWhatWasRefused(Refresh refresh, CapturedOutput output) {
        refresh(refresh, route("moving", "/moving/**", "pubic"));
        refresh(refresh, route("moved", "/moved/**", "public"));

        assertThatAnswer(edge.get("/moved/x")).isAdmitted();
        assertThat(refusedRoutes()).isZero();
        assertThat(output.getAll()).containsOnlyOnce(REFUSED).containsOnlyOnce("The routes are in order again");
    }

    /** From whichever source: what is open while Redis is gone must not have to be searched for. */
    @Test
    void routesThatAdmitUnseenTokensAreToldOnceAChange(CapturedOutput output) {
        String told = "these routes admit it: [";
        Map<String, String> open = Map.of("on-unavailable", "allow");
        int before = output.getAll().split(Pattern.quote(told), -1).length;

        refresh(Refresh.FULL, route("lenient", "/lenient/**", open));
        refresh(Refresh.FULL, route("lenient", "/lenient/**", open), route("shut", "/shut/**", "authenticated"));

        assertThat(output.getAll().split(Pattern.quote(told), -1)).hasSize(before + 1);
        assertThat(output.getAll()).containsPattern(Pattern.quote(told) + "[^\\]]*\\blenient\\b");
    }

    @Test
    void wrongRouteInTheEnvironmentKeepsTheOldOnesAndOurOwnKeysWaitForARestart(CapturedOutput output) {
        String routes = "spring.cloud.gateway.server.webflux.routes";
        Map<String, Object> changed = Map.of(
                routes + "[0].id",
                "wrong",
                routes + "[0].uri",
                "http://127.0.0.1:1",
                routes + "[0].predicates[0]",
                "Path=/public/**",
                routes + "[0].metadata.access.rolls",
                "x",
                "portcullis.realm",
                "changed");
        edge.context().getEnvironment().getPropertySources().addFirst(new MapPropertySource("changed", changed));
        edge.context().publishEvent(new EnvironmentChangeEvent(edge.context(), changed.keySet()));
        edge.context().publishEvent(new RefreshRoutesEvent(this));
        assertThatAnswer(edge.get("/public/x")).isAdmitted();
        assertThat(edge.get("/read/x").reply().values("www-authenticate").toString())
                .contains("realm=\"portcullis\"");
        assertThat(output.getAll()).contains("Route 'wrong': metadata.access.rolls: is not known");
    }

    @Test
    void hostsOwnRouteCacheIsToldAndAWrongRuleBehindItIsShut(CapturedOutput output) {
        try (Edge host = new Edge(Edge::withItsOwnRouteCache)) {
            assertThat(output.getAll()).contains("The routes are not checked as a whole");
            assertThatAnswer(host.get("/dsl/x")).isRefused(500, "internal_error");
            assertThatAnswer(host.getAs(TestTokens.valid(), "/dsl/x")).isRefused(500, "internal_error");
            assertThat(host.upstream.seen()).isEmpty();
        }
    }
}

package dev.portcullis.gateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.event.RefreshRoutesEvent;
import org.springframework.cloud.gateway.route.CachingRouteLocator;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import reactor.core.publisher.Flux;

/**
 * What the gateway does by itself. Where the first of these fails after an upgrade, {@link CheckedRoutes} may hand a scoped
 * failure on and leave the old routes to the gateway, as docs/decisions/0012 says.
 */
final class CachingRouteLocatorTests {

    private final Source source = new Source();
    private final CachingRouteLocator cache = new CachingRouteLocator(source);

    private static final class Source implements RouteLocator {
        private boolean fails;

        @Override
        public Flux<Route> getRoutes() {
            return fails
                    ? Flux.error(new IllegalStateException("gone"))
                    : Flux.just(Route.async()
                            .id("r")
                            .uri("http://127.0.0.1:1")
                            .metadata("team", "blue")
                            .predicate(exchange -> true)
                            .build());
        }
    }

    private List<Route> after(RefreshRoutesEvent event) {
        cache.setApplicationEventPublisher(any -> {});
        cache.onApplicationEvent(new RefreshRoutesEvent(this));
        source.fails = true;
        cache.onApplicationEvent(event);
        return cache.getRoutes().collectList().block();
    }

    @Test
    void gatewayDropsTheRoutesOfAScopedRefreshThatFails() {
        assertThat(after(new RefreshRoutesEvent(this, Map.of("team", "blue")))).isEmpty();
    }

    @Test
    void gatewayKeepsTheRoutesOnAFullRefreshThatFails() {
        assertThat(after(new RefreshRoutesEvent(this))).hasSize(1);
    }
}

package dev.portcullis.gateway.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All routes of the gateway, whoever made them, checked together each time they are loaded. Where the new ones are wrong the
 * old ones are given again, whole: half of a change is a state that nobody wrote.
 *
 * <p>Below the gateway's cache and not above it, because the cache turns the failure of a scoped refresh into "no routes".
 */
final class CheckedRoutes implements RouteLocator {

    private final RouteLocator routes;
    private final RouteReport report;
    private @Nullable List<Route> served;

    CheckedRoutes(RouteLocator routes, RouteReport report) {
        this.routes = routes;
        this.report = report;
    }

    @Override
    public Flux<Route> getRoutes() {
        return routes.getRoutes()
                .collectList()
                .map(this::settle)
                .onErrorResume(this::keep)
                .flatMapIterable(all -> all);
    }

    @Override
    public Flux<Route> getRoutesByMetadata(Map<String, Object> metadata) {
        return routes.getRoutesByMetadata(metadata)
                .collectList()
                .map(fresh -> settle(plusOthers(fresh, metadata)))
                .onErrorResume(this::keep)
                .flatMapIterable(all -> all)
                .filter(route -> RouteLocator.matchMetadata(route.getMetadata(), metadata));
    }

    /** The first ones are given as they are: a route whose rule cannot be read is shut by itself. */
    private synchronized List<Route> settle(List<Route> fresh) {
        List<Route> before = served;
        List<Route> now = report.accepts(fresh) || before == null ? List.copyOf(fresh) : before;
        served = now;
        return now;
    }

    private synchronized Mono<List<Route>> keep(Throwable failure) {
        report.unreadable(failure);
        List<Route> before = served;
        return before == null ? Mono.error(failure) : Mono.just(before);
    }

    private synchronized List<Route> plusOthers(List<Route> fresh, Map<String, Object> metadata) {
        List<Route> all = new ArrayList<>(fresh);
        List<Route> before = served == null ? List.of() : served;
        before.stream()
                .filter(route -> !RouteLocator.matchMetadata(route.getMetadata(), metadata))
                .forEach(all::add);
        return all;
    }
}

package dev.portcullis.gateway.web;

import static dev.portcullis.gateway.refusal.Outcome.guardedLater;

import dev.portcullis.gateway.firewall.RequestFirewall;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.config.GlobalCorsProperties;
import org.springframework.cloud.gateway.handler.FilteringWebHandler;
import org.springframework.cloud.gateway.handler.RoutePredicateHandlerMapping;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/**
 * Asks the firewall before any route is looked for, and answers preflights.
 *
 * <p>A mapping and not a {@code WebFilter}, because what a mapping answers gets its CORS headers, without which a browser
 * shows a page an opaque failure in the place of our refusal. The gateway's own mapping is its parent for the sake of its
 * CORS configuration alone: {@code CorsGatewayFilterApplicationListener} keeps both of them up to date.
 */
public final class FirewallMapping extends RoutePredicateHandlerMapping {

    private static final WebHandler NOTHING_MORE = exchange -> Mono.empty();

    private final RequestFirewall firewall;
    private final RefusalRenderer refusals;
    private volatile @Nullable UrlBasedCorsConfigurationSource
            cors; // set from the parent's constructor too: no initialiser

    public FirewallMapping(RequestFirewall firewall, RefusalRenderer refusals, Parts parts) {
        super(parts.handler(), parts.routes(), parts.cors(), parts.environment());
        this.firewall = firewall;
        this.refusals = refusals;
        setOrder(Ordered.HIGHEST_PRECEDENCE);
        setCorsProcessor(new CorsVerdict());
    }

    /** What the gateway's own mapping is made of. */
    public record Parts(
            FilteringWebHandler handler, RouteLocator routes, GlobalCorsProperties cors, Environment environment) {}

    /** Empty, so that the next mapping is asked, for a request that passes and is no preflight. */
    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        return Mono.defer(() -> guardedLater(() -> firewall.judge(exchange)))
                .single() // empty means passed from here on
                .onErrorResume(defect -> Mono.just(new Outcome.Refused<>(new Refusal.Defect(defect))))
                .flatMap(outcome -> outcome.<Mono<WebHandler>>fold(
                        this::preflight, refusal -> Mono.just(refused -> refusals.render(refused, refusal))));
    }

    /**
     * A preflight asks about another method than its own, which a route with a {@code Method} predicate would not match.
     * The parent answers it once a handler is named.
     */
    private Mono<WebHandler> preflight(ServerWebExchange exchange) {
        UrlBasedCorsConfigurationSource source = cors;
        boolean ours = CorsUtils.isPreFlightRequest(exchange.getRequest())
                && source != null
                && source.getCorsConfiguration(exchange) != null;
        return ours ? Mono.just(NOTHING_MORE) : Mono.empty();
    }

    @Override
    public void setCorsConfigurations(Map<String, CorsConfiguration> configurations) {
        super.setCorsConfigurations(configurations);
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource(getPathPatternParser());
        source.setCorsConfigurations(configurations);
        cors = source;
    }

    @Override
    protected String getSimpleName() {
        return "FirewallMapping";
    }
}

package dev.portcullis.gateway.web;

import org.jspecify.annotations.Nullable;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsUtils;
import org.springframework.web.cors.reactive.DefaultCorsProcessor;
import org.springframework.web.server.ServerWebExchange;

/**
 * Lets a request that a route's CORS turns away go on to the room that refuses, which says why and counts it; Spring
 * itself answers a bare 403. For the gateway's mappings alone: behind them stands the filter that looks at the mark.
 *
 * <p>A preflight stays Spring's: of its answer a browser reads the status and the CORS headers, and nothing else.
 */
public final class CorsVerdict extends DefaultCorsProcessor {

    private static final String TURNED_AWAY = CorsVerdict.class.getName() + ".turnedAway";

    @Override
    public boolean process(@Nullable CorsConfiguration config, ServerWebExchange exchange) {
        if (super.process(config, exchange)) {
            return true;
        }
        if (CorsUtils.isPreFlightRequest(exchange.getRequest())) {
            return false;
        }
        exchange.getAttributes().put(TURNED_AWAY, true);
        exchange.getResponse().setStatusCode(null); // the dispatcher hands nothing on that stands at 403
        return true;
    }

    /** Whether the route's CORS does not admit the page that sent the request. */
    static boolean turnsAway(ServerWebExchange exchange) {
        return exchange.getAttributes().containsKey(TURNED_AWAY);
    }
}

package dev.portcullis.gateway.web;

import dev.portcullis.gateway.admission.AdmissionRequest;
import dev.portcullis.gateway.credential.Presented;
import dev.portcullis.gateway.credential.WebSocketProtocol;
import dev.portcullis.gateway.policy.RouteFacts;
import java.util.List;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/** Takes out of an exchange what the decision looks at. */
final class RequestReading {

    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private RequestReading() {}

    static AdmissionRequest of(ServerWebExchange exchange) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        HttpHeaders headers = exchange.getRequest().getHeaders();
        boolean webSocket = "websocket".equalsIgnoreCase(headers.getUpgrade());
        return new AdmissionRequest(
                new RouteFacts(route, route.getId(), route.getMetadata()),
                exchange.getRequest().getMethod().name(),
                webSocket,
                isOwnOrigin(headers, exchange.getResponse().getHeaders()),
                new Presented(
                        headers.getOrEmpty(HttpHeaders.AUTHORIZATION),
                        headers.getOrEmpty(HttpHeaders.COOKIE),
                        webSocket ? headers.getOrEmpty(WebSocketProtocol.HEADER) : List.of()));
    }

    /**
     * The browser itself says that the page is of this very origin, or the route's CORS has let the page's origin through,
     * which has left its name in the answer by now. A star there is everyone's name, and counts for nobody.
     */
    private static boolean isOwnOrigin(HttpHeaders request, HttpHeaders answer) {
        String origin = request.getOrigin();
        boolean sameOrigin = List.of("same-origin").equals(request.getOrEmpty(FETCH_SITE));
        return sameOrigin
                || origin != null && !origin.equals("null") && origin.equals(answer.getAccessControlAllowOrigin());
    }
}

package dev.portcullis.gateway.web;

import java.util.Locale;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Takes off what an upstream says about CORS where the gateway has said it already: a browser that finds two origins in one
 * answer believes neither. Where the gateway says nothing the upstream's word stands.
 */
public final class OneCorsAnswer implements HttpHeadersFilter {

    private static final String CORS = "access-control-";

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        if (!exchange.getResponse().getHeaders().containsHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN)) {
            return input;
        }
        HttpHeaders once = new HttpHeaders();
        input.forEach((name, values) -> {
            if (!name.toLowerCase(Locale.ROOT).startsWith(CORS)) {
                once.addAll(name, values);
            }
        });
        return once;
    }

    @Override
    public boolean supports(Type type) {
        return type == Type.RESPONSE;
    }
}

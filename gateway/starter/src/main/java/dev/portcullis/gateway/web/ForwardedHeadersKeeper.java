package dev.portcullis.gateway.web;

import java.util.List;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;

/**
 * Has the last word on the forwarded headers. The framework's own filters either drop all of them, so that an upstream
 * never learns where a request came from, or, with trusted proxies, keep of {@code X-Forwarded-For} the proxies and drop
 * the client. What the exchange says when it is routed is what {@link ForwardedHeaders} wrote and the route's own filters
 * changed, and that is what goes out.
 */
public final class ForwardedHeadersKeeper implements HttpHeadersFilter, Ordered {

    /** After the framework's, which stand at 0, and before the hop-by-hop filter, which stands last. */
    static final int ORDER = 100;

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public HttpHeaders filter(HttpHeaders input, ServerWebExchange exchange) {
        HttpHeaders kept = new HttpHeaders();
        input.forEach((name, values) -> {
            if (!isForwarded(name)) {
                kept.addAll(name, values);
            }
        });
        HttpHeaders stamped = exchange.getRequest().getHeaders();
        List.copyOf(stamped.headerNames()).stream()
                .filter(ForwardedHeadersKeeper::isForwarded)
                .forEach(name -> kept.addAll(name, stamped.getOrEmpty(name)));
        return kept;
    }

    private static boolean isForwarded(String name) {
        return ForwardedHeaders.isOurs(IdentityHeaders.folded(name));
    }
}

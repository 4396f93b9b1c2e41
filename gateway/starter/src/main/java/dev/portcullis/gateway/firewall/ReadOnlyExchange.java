package dev.portcullis.gateway.firewall;

import java.util.function.Supplier;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import reactor.core.publisher.Mono;

/**
 * What Spring Security's firewall gets to see. It registers an action on the response's commit, which would make an
 * upstream's odd header a 500 of ours; on this one nothing can be registered.
 */
final class ReadOnlyExchange extends ServerWebExchangeDecorator {

    ReadOnlyExchange(ServerWebExchange exchange) {
        super(exchange);
    }

    @Override
    public ServerHttpResponse getResponse() {
        return new ServerHttpResponseDecorator(super.getResponse()) {
            @Override
            public void beforeCommit(Supplier<? extends Mono<Void>> action) {
                // dropped: a verdict must leave no trace
            }
        };
    }
}

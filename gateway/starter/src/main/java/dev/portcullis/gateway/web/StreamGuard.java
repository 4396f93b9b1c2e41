package dev.portcullis.gateway.web;

import dev.portcullis.gateway.admission.Caller;
import dev.portcullis.gateway.stream.OpenStreams;
import dev.portcullis.gateway.stream.StreamEnd;
import java.util.Optional;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Binds what stays open, a WebSocket or a long response, to the caller that was admitted. */
public final class StreamGuard {

    private final OpenStreams streams;

    public StreamGuard(OpenStreams streams) {
        this.streams = streams;
    }

    /** The exchange to forward. A public route has no token that could end, so its streams are never cut. */
    ServerWebExchange guard(ServerWebExchange exchange, Caller caller) {
        return endOf(caller)
                .map(end -> exchange.mutate()
                        .response(new GuardedResponse(exchange.getResponse(), end))
                        .build())
                .orElse(exchange);
    }

    /** Of the caller that this exchange was admitted for; no client can write an attribute. */
    Optional<Mono<StreamEnd>> endOf(ServerWebExchange exchange) {
        return Optional.<Caller>ofNullable(exchange.getAttribute(Forwarding.CALLER))
                .flatMap(this::endOf);
    }

    private Optional<Mono<StreamEnd>> endOf(Caller caller) {
        return caller.token().map(token -> streams.endOf(token, caller.rule().streamLimit()));
    }
}

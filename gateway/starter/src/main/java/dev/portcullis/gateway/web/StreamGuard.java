package dev.portcullis.gateway.web;

import dev.portcullis.gateway.admission.Caller;
import dev.portcullis.gateway.stream.OpenStream;
import dev.portcullis.gateway.stream.OpenStreams;
import dev.portcullis.gateway.stream.StreamEnd;
import dev.portcullis.gateway.verification.VerifiedToken;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.http.HttpMethod;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Binds what stays open, a WebSocket or a long response, to the caller that was admitted. */
public final class StreamGuard {

    private final OpenStreams streams;

    public StreamGuard(OpenStreams streams) {
        this.streams = streams;
    }

    /**
     * The exchange to forward. A public route has no token that could end, so its streams are never cut; an answer to
     * {@code HEAD} has no body that could stay open.
     */
    ServerWebExchange guard(ServerWebExchange exchange, Caller caller) {
        if (exchange.getRequest().getMethod() == HttpMethod.HEAD) {
            return exchange;
        }
        return caller.token()
                .map(token -> exchange.mutate()
                        .response(new GuardedResponse(exchange.getResponse(), cut -> open(token, caller, cut)))
                        .build())
                .orElse(exchange);
    }

    private OpenStream open(VerifiedToken token, Caller caller, Consumer<StreamEnd> cut) {
        return streams.open(token, caller.rule().handling(), cut);
    }

    /** Of the caller that this exchange was admitted for; no client can write an attribute. */
    Optional<Mono<StreamEnd>> endOf(ServerWebExchange exchange) {
        return Optional.<Caller>ofNullable(exchange.getAttribute(Forwarding.CALLER))
                .flatMap(caller -> caller.token()
                        .map(token -> streams.endOf(token, caller.rule().handling())));
    }
}

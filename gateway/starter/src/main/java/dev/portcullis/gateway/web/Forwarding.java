package dev.portcullis.gateway.web;

import dev.portcullis.gateway.admission.Caller;
import dev.portcullis.gateway.refusal.Outcome;
import org.springframework.web.server.ServerWebExchange;

/** What becomes of a request that is admitted: what carried the token is cut, its caller is told, its stream is watched. */
public final class Forwarding {

    /** Where the caller is found once admitted: an attribute of the exchange, which no client can write. */
    static final String CALLER = Forwarding.class.getName() + ".caller";

    private final IdentityHeaders identity;
    private final StreamGuard streams;
    private final UnseenRecord unseen;

    public Forwarding(IdentityHeaders identity, StreamGuard streams, UnseenRecord unseen) {
        this.identity = identity;
        this.streams = streams;
        this.unseen = unseen;
    }

    /** The exchange to forward. */
    Outcome<ServerWebExchange> of(ServerWebExchange exchange, Caller caller) {
        return identity.stamp(exchange, caller).then(stamped -> watched(exchange, stamped, caller));
    }

    private Outcome<ServerWebExchange> watched(ServerWebExchange exchange, ServerWebExchange stamped, Caller caller) {
        exchange.getAttributes().put(CALLER, caller);
        if (caller.unseen()) {
            unseen.count(exchange);
        }
        ServerWebExchange prompt = stamped.mutate()
                .response(new PromptResponse(stamped.getResponse()))
                .build();
        return new Outcome.Passed<>(streams.guard(prompt, caller));
    }
}

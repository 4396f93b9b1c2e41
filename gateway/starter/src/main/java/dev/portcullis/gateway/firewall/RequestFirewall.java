package dev.portcullis.gateway.firewall;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses what no upstream should have to interpret. The path forwarded is the path judged. */
public final class RequestFirewall {

    /**
     * The request that passed: asked again about the same object, the answer is known. Another one, be it only wrapped round
     * it, is another request. No client can write an attribute.
     */
    private static final String JUDGED = RequestFirewall.class.getName() + ".judged";

    private static final List<HttpMethod> FORWARDED = List.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);
    private static final List<String> FORWARDED_NAMES =
            FORWARDED.stream().map(HttpMethod::name).toList();

    /** Known, and never for an upstream: one opens a tunnel, the other echoes credentials back. */
    private static final List<String> KNOWN_AND_REFUSED = List.of("CONNECT", "TRACE");

    private final MessageRule message;
    private final PathRule path;

    public RequestFirewall(FirewallSettings settings) {
        this.message = new MessageRule(settings.maxHeaderBytes());
        this.path = new PathRule(settings);
    }

    /** Passes the exchange on as it is. Never empty. Does not block. */
    public Mono<Outcome<ServerWebExchange>> judge(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        if (hasPassed(exchange, request)) {
            return Mono.just(new Outcome.Passed<>(exchange));
        }
        return methodRefusal(request.getMethod())
                .or(() -> message.judge(RequestLine.of(request), request.getHeaders()))
                .<Mono<Outcome<ServerWebExchange>>>map(refusal -> Mono.just(new Outcome.Refused<>(refusal)))
                .orElseGet(() -> path.judge(exchange))
                .doOnNext(outcome -> outcome.then(passed -> remember(exchange, request)));
    }

    @SuppressWarnings("ReferenceEquality") // a wrapper of the host's may call itself equal to what it hides
    private static boolean hasPassed(ServerWebExchange exchange, ServerHttpRequest request) {
        return exchange.getAttribute(JUDGED) == request;
    }

    private static Outcome<ServerWebExchange> remember(ServerWebExchange exchange, ServerHttpRequest request) {
        exchange.getAttributes().put(JUDGED, request);
        return new Outcome.Passed<>(exchange);
    }

    private static Optional<Refusal> methodRefusal(HttpMethod method) {
        if (KNOWN_AND_REFUSED.contains(method.name())) {
            return Optional.of(new Refusal.MethodRefused(FORWARDED_NAMES));
        }
        return FORWARDED.contains(method) ? Optional.empty() : Optional.of(new Refusal.MethodUnknown());
    }
}

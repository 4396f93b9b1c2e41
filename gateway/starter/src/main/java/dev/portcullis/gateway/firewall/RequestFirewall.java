package dev.portcullis.gateway.firewall;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.server.firewall.ServerExchangeRejectedException;
import org.springframework.security.web.server.firewall.StrictServerWebExchangeFirewall;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Refuses what no upstream should have to interpret. The path forwarded is the path judged. */
public final class RequestFirewall {

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

    private final StrictServerWebExchangeFirewall paths = new StrictServerWebExchangeFirewall();

    /** Judges the paths by Spring Security's strict rules, all of them on. */
    public RequestFirewall() {
        // Methods are judged here, because a refused one is 405 or 501 and a refused path 400.
        paths.setUnsafeAllowAnyHttpMethod(true);
    }

    /** Passes the exchange on as it is. Never empty. Does not block. */
    public Mono<Outcome<ServerWebExchange>> judge(ServerWebExchange exchange) {
        HttpMethod method = exchange.getRequest().getMethod();
        if (KNOWN_AND_REFUSED.contains(method.name())) {
            return Mono.just(new Outcome.Refused<>(new Refusal.MethodRefused(FORWARDED_NAMES)));
        }
        if (!FORWARDED.contains(method)) {
            return Mono.just(new Outcome.Refused<>(new Refusal.MethodUnknown()));
        }
        return paths.getFirewalledExchange(new ReadOnlyExchange(exchange))
                .<Outcome<ServerWebExchange>>map(verdict -> new Outcome.Passed<>(exchange))
                .onErrorResume(ServerExchangeRejectedException.class, rejected -> Mono.just(refused()));
    }

    private static Outcome<ServerWebExchange> refused() {
        return new Outcome.Refused<>(new Refusal.PathRefused());
    }
}

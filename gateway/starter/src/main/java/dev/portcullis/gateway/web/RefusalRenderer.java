package dev.portcullis.gateway.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.gateway.refusal.Problem;
import dev.portcullis.gateway.refusal.Refusal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The one place where a refusal becomes bytes. It reads the row and never asks which refusal it is. */
public final class RefusalRenderer {

    private static final String NO_ROUTE = "none";

    private final JsonMapper json = JsonMapper.shared();
    private final URI types;
    private final String realm;
    private final RefusalRecord record;

    /**
     * @param types what a code is appended to, to make the problem's {@code type}
     * @param realm what a challenge names
     */
    public RefusalRenderer(URI types, String realm, RefusalRecord record) {
        this.types = types;
        this.realm = realm;
        this.record = record;
    }

    /** Answers the request. Does not block. */
    public Mono<Void> render(ServerWebExchange exchange, Refusal refusal) {
        Problem problem = refusal.problem();
        String traceId = TraceIds.of(exchange.getRequest().getHeaders());
        record.refused(routeOf(exchange), traceId, refusal);
        return write(exchange, problem, traceId);
    }

    /**
     * Answers with a problem that is none of the gateway's decisions, such as an upstream that is not there, in the same
     * form. It is told and counted apart from the refusals, for it says nothing of the caller.
     */
    public Mono<Void> render(ServerWebExchange exchange, Problem problem) {
        String traceId = TraceIds.of(exchange.getRequest().getHeaders());
        record.notServed(routeOf(exchange), traceId, problem.code());
        return write(exchange, problem, traceId);
    }

    /** The body of a refusal for which there is no exchange, because no request could be read. It is recorded here. */
    byte[] bodyWithoutExchange(Refusal refusal) {
        String traceId = TraceIds.made();
        record.refused(NO_ROUTE, traceId, refusal);
        return body(refusal.problem(), traceId);
    }

    private Mono<Void> write(ServerWebExchange exchange, Problem problem, String traceId) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        HttpHeaders headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        if (problem.challenged()) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge(problem));
        }
        if (problem.retryAfter() != null) {
            headers.set(HttpHeaders.RETRY_AFTER, wholeSeconds(problem.retryAfter()));
        }
        problem.headers().forEach(headers::set);
        byte[] body = body(problem, traceId);
        headers.setContentLength(body.length);
        // RFC 9110, section 9.3.2: a HEAD is answered with the headers of the GET and without its content
        return HttpMethod.HEAD.equals(exchange.getRequest().getMethod())
                ? response.setComplete()
                : response.writeWith(
                        Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }

    /** RFC 6750, section 3. Realm and scopes come from configuration, which was checked for quotes. */
    private String challenge(Problem problem) {
        StringBuilder challenge =
                new StringBuilder("Bearer realm=\"").append(realm).append('"');
        if (problem.error() != null) {
            challenge.append(", error=\"").append(problem.error()).append('"');
            challenge.append(", error_description=\"").append(problem.title()).append('"');
        }
        if (!problem.scope().isEmpty()) {
            challenge
                    .append(", scope=\"")
                    .append(String.join(" ", problem.scope()))
                    .append('"');
        }
        return challenge.toString();
    }

    private byte[] body(Problem problem, String traceId) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("type", types + problem.code());
        members.put("title", problem.title());
        members.put("status", problem.status());
        members.put("code", problem.code());
        if (problem.error() != null) {
            members.put("error", problem.error());
            members.put("error_description", problem.title());
        }
        members.put("trace_id", traceId);
        return json.writeValueAsString(members).getBytes(UTF_8);
    }

    /** Rounded up: a 0 invites everyone at once. */
    private static String wholeSeconds(Duration delay) {
        return String.valueOf(Math.max(1, delay.plusNanos(999_999_999).toSeconds()));
    }

    private static String routeOf(ServerWebExchange exchange) {
        Route route = exchange.getAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        return route == null ? NO_ROUTE : route.getId();
    }
}

package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Refusal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The one place where a refusal becomes bytes. It reads the row and never asks which refusal it is. */
@Component
final class RefusalRenderer {

    private static final String TYPE_PREFIX = "https://portcullis.dev/errors/";

    private final Json json;

    RefusalRenderer(Json json) {
        this.json = json;
    }

    Mono<Void> render(ServerWebExchange exchange, Refusal refusal) {
        return render(exchange, refusal, traceId(exchange));
    }

    /** For who has logged under {@code traceId} already. */
    Mono<Void> render(ServerWebExchange exchange, Refusal refusal, String traceId) {
        ServerHttpResponse response = exchange.getResponse();
        byte[] bytes = json.write(body(refusal, traceId));
        response.setStatusCode(HttpStatusCode.valueOf(refusal.status()));
        writeHeaders(response.getHeaders(), refusal);
        response.getHeaders().setContentLength(bytes.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(bytes)));
    }

    static String traceId(ServerWebExchange exchange) {
        return TraceId.of(exchange.getRequest().getHeaders().getFirst("traceparent"));
    }

    private static void writeHeaders(HttpHeaders headers, Refusal refusal) {
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl(CacheControl.noStore());
        String challenge = refusal.challenge();
        if (challenge != null) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        Duration delay = refusal.retryAfter();
        if (delay != null) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(Math.max(1, delay.toSeconds()))); // 0 invites a storm
        }
        if (refusal.allow() != null) {
            headers.set(HttpHeaders.ALLOW, refusal.allow());
        }
    }

    private static Map<String, Object> body(Refusal refusal, String traceId) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", TYPE_PREFIX + refusal.code());
        body.put("title", refusal.title());
        body.put("status", refusal.status());
        body.put("code", refusal.code());
        if (refusal.bearerError() != null) {
            body.put("error", refusal.bearerError());
            body.put("error_description", refusal.title());
        }
        body.put("trace_id", traceId);
        return body;
    }
}

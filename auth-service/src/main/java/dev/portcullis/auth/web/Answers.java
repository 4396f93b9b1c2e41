package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Writes outcomes: a value as JSON that nobody may store, a refusal through its renderer. */
@Component
public final class Answers {

    private final Json json;
    private final RefusalRenderer refusals;

    Answers(Json json, RefusalRenderer refusals) {
        this.json = json;
        this.refusals = refusals;
    }

    /** With a body that is made of the value. */
    public <T> Mono<Void> json(
            ServerWebExchange exchange, HttpStatus status, Outcome<T> outcome, Function<T, Object> body) {
        return outcome.fold(
                value -> write(exchange.getResponse(), status, json.write(body.apply(value))),
                refusal -> refusals.render(exchange, refusal));
    }

    /** With a body that is JSON already. */
    public Mono<Void> written(ServerWebExchange exchange, Outcome<byte[]> outcome) {
        return outcome.fold(
                json -> write(exchange.getResponse(), HttpStatus.OK, json),
                refusal -> refusals.render(exchange, refusal));
    }

    /** With nothing but a 204. */
    public Mono<Void> nothing(ServerWebExchange exchange, Outcome<?> outcome) {
        return empty(exchange, HttpStatus.NO_CONTENT, outcome);
    }

    /** With a status and no body, where a specification wants another one than 204. */
    public Mono<Void> empty(ServerWebExchange exchange, HttpStatus status, Outcome<?> outcome) {
        return outcome.fold(
                value -> {
                    exchange.getResponse().setStatusCode(status);
                    exchange.getResponse().getHeaders().setCacheControl(CacheControl.noStore());
                    return exchange.getResponse().setComplete();
                },
                refusal -> refusals.render(exchange, refusal));
    }

    private static Mono<Void> write(ServerHttpResponse response, HttpStatus status, byte[] json) {
        response.setStatusCode(status);
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setCacheControl(CacheControl.noStore());
        response.getHeaders().setContentLength(json.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(json)));
    }
}

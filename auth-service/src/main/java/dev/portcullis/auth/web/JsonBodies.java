package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads request bodies: bounded before they are parsed, and refused by a value, never by an exception. */
@Component
public final class JsonBodies {

    private static final int MAX_BYTES = 16 * 1024;

    /** The body. Never empty, never an error for what a client sent. */
    public Mono<Outcome<JsonBody>> read(ServerHttpRequest request) {
        return isJson(request) ? bytes(request) : Mono.just(Outcome.refused(Refusal.MEDIA_TYPE_UNSUPPORTED));
    }

    /** The same where there need not be one: no body at all is an empty object. */
    public Mono<Outcome<JsonBody>> readOptional(ServerHttpRequest request) {
        boolean none = request.getHeaders().getContentLength() <= 0
                && request.getHeaders().getFirst("Transfer-Encoding") == null;
        return none ? Mono.just(Outcome.passed(JsonBody.EMPTY)) : read(request);
    }

    private static boolean isJson(ServerHttpRequest request) {
        try {
            return MediaType.APPLICATION_JSON.isCompatibleWith(
                    request.getHeaders().getContentType());
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    private static Mono<Outcome<JsonBody>> bytes(ServerHttpRequest request) {
        return DataBufferUtils.join(request.getBody(), MAX_BYTES)
                .map(JsonBodies::parse)
                .singleOptional() // a body of no bytes is not an object either
                .map(body -> body.orElse(Outcome.refused(Refusal.BODY_MALFORMED)))
                .onErrorReturn(DataBufferLimitException.class, Outcome.refused(Refusal.BODY_TOO_LARGE));
    }

    private static Outcome<JsonBody> parse(DataBuffer buffer) {
        byte[] text = new byte[buffer.readableByteCount()];
        buffer.read(text);
        DataBufferUtils.release(buffer);
        try {
            JsonNode value = Json.read(text);
            return value.isObject() ? Outcome.passed(new JsonBody(value)) : Outcome.refused(Refusal.BODY_MALFORMED);
        } catch (JacksonException malformed) {
            return Outcome.refused(Refusal.BODY_MALFORMED);
        }
    }
}

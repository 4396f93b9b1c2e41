package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
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

    private final Json json;

    JsonBodies(Json json) {
        this.json = json;
    }

    /** The body. Never empty, never an error for what a client sent. */
    public Mono<Outcome<JsonBody>> read(ServerHttpRequest request) {
        return isJson(request)
                ? bytes(request).map(read -> read.then(this::parse))
                : Mono.just(Outcome.refused(Refusal.MEDIA_TYPE_UNSUPPORTED));
    }

    /**
     * The same where there need not be one: no body at all is an empty object. Only its bytes tell: a proxy announces as
     * chunked even the body of a {@code POST} that has none.
     */
    public Mono<Outcome<JsonBody>> readOptional(ServerHttpRequest request) {
        return bytes(request)
                .map(read -> read.then(bytes -> {
                    if (bytes.length == 0) {
                        return Outcome.passed(JsonBody.EMPTY);
                    }
                    return isJson(request) ? parse(bytes) : Outcome.refused(Refusal.MEDIA_TYPE_UNSUPPORTED);
                }));
    }

    private static boolean isJson(ServerHttpRequest request) {
        try {
            return MediaType.APPLICATION_JSON.isCompatibleWith(
                    request.getHeaders().getContentType());
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    private static Mono<Outcome<byte[]>> bytes(ServerHttpRequest request) {
        return BodyBytes.read(request, Refusal.BODY_TOO_LARGE);
    }

    private Outcome<JsonBody> parse(byte[] text) {
        try {
            JsonNode value = json.read(text);
            return value.isObject() ? Outcome.passed(new JsonBody(value)) : Outcome.refused(Refusal.BODY_MALFORMED);
        } catch (JacksonException malformed) {
            return Outcome.refused(Refusal.BODY_MALFORMED);
        }
    }
}

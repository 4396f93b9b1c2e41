package dev.portcullis.auth.oauth;

import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Reads forms: bounded before they are parsed, and refused by a value, never by an exception. */
final class OAuthForms {

    private static final int MOST_BYTES = 16 * 1024;

    private OAuthForms() {}

    /** Never empty. */
    static Mono<Outcome<OAuthForm>> read(ServerHttpRequest request) {
        if (!isForm(request)) {
            return Mono.just(Outcome.refused(
                    OAuthRefusal.invalidRequest("The body must be application/x-www-form-urlencoded.")));
        }
        return DataBufferUtils.join(request.getBody(), MOST_BYTES)
                .map(OAuthForms::take)
                .singleOptional()
                .map(form -> OAuthForm.parse(form.orElse("")))
                .onErrorReturn(
                        DataBufferLimitException.class,
                        Outcome.refused(OAuthRefusal.invalidRequest("The body is larger than 16 KiB.")));
    }

    private static boolean isForm(ServerHttpRequest request) {
        try {
            return MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(
                    request.getHeaders().getContentType());
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    private static String take(DataBuffer buffer) {
        String form = buffer.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(buffer);
        return form;
    }
}

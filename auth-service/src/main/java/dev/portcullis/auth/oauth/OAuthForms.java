package dev.portcullis.auth.oauth;

import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.web.BodyBytes;
import java.nio.charset.StandardCharsets;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/** Reads forms: bounded before they are parsed, and refused by a value, never by an exception. */
final class OAuthForms {

    private static final Refusal TOO_LARGE = OAuthRefusal.invalidRequest("The body is larger than 16 KiB.");

    private OAuthForms() {}

    /** Never empty. */
    static Mono<Outcome<OAuthForm>> read(ServerHttpRequest request) {
        if (!isForm(request)) {
            return Mono.just(Outcome.refused(
                    OAuthRefusal.invalidRequest("The body must be application/x-www-form-urlencoded.")));
        }
        return BodyBytes.read(request, TOO_LARGE)
                .map(read -> read.then(bytes -> OAuthForm.parse(new String(bytes, StandardCharsets.UTF_8))));
    }

    private static boolean isForm(ServerHttpRequest request) {
        try {
            return MediaType.APPLICATION_FORM_URLENCODED.equalsTypeAndSubtype(
                    request.getHeaders().getContentType());
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }
}

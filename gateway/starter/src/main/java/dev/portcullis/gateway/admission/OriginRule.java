package dev.portcullis.gateway.admission;

import dev.portcullis.gateway.credential.BearerToken;
import dev.portcullis.gateway.credential.Credential;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import java.util.List;

/**
 * A token in a cookie is sent by the browser, whichever page makes it. So for what changes something, and for WebSockets,
 * whose answers any page may read, the page has to be one that may act for its user (cross-site request forgery, and its
 * cousin that hijacks WebSockets).
 */
final class OriginRule {

    /** RFC 9110, section 9.2.1. */
    private static final List<String> SAFE_METHODS = List.of("GET", "HEAD", "OPTIONS");

    private OriginRule() {}

    static Outcome<BearerToken> check(AdmissionRequest request, Credential credential) {
        boolean mayBeForged =
                credential.fromCookie() && (request.webSocket() || !SAFE_METHODS.contains(request.method()));
        return mayBeForged && !request.ownOrigin()
                ? new Outcome.Refused<>(new Refusal.OriginNotAllowed())
                : new Outcome.Passed<>(credential.token());
    }
}

package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * The token of an {@code Authorization} header.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 */
public final class BearerCredential {

    /** The scheme's name knows no case (RFC 9110, section 11.1); the token is the b64token of RFC 6750. */
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*) *");

    private BearerCredential() {}

    /** Its text, not yet verified. */
    public static Outcome<String> read(ServerHttpRequest request) {
        List<String> headers = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        if (headers.size() > 1) {
            return Outcome.refused(Refusal.CREDENTIAL_REPEATED);
        }
        Matcher bearer = BEARER.matcher(headers.isEmpty() ? "" : headers.get(0));
        return bearer.matches() ? Outcome.passed(bearer.group(1)) : Outcome.refused(Refusal.CREDENTIAL_MISSING);
    }
}

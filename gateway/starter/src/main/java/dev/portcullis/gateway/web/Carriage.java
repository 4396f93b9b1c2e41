package dev.portcullis.gateway.web;

import dev.portcullis.gateway.admission.Caller;
import dev.portcullis.gateway.credential.Carriers;
import dev.portcullis.gateway.credential.CookieHeader;
import dev.portcullis.gateway.credential.WebSocketProtocol;
import java.util.List;
import org.springframework.http.HttpHeaders;

/**
 * What becomes of the token on the way to the upstream: the {@code Authorization} header goes along or not, as the route
 * says; a cookie or sub-protocol that the route reads tokens from never does, because it was sent to us.
 */
final class Carriage {

    private Carriage() {}

    /** Cuts the carriers off the headers to forward. A public route reads no token, and forwards what was sent. */
    static void cut(HttpHeaders headers, Caller caller) {
        if (caller.rule().isPublic()) {
            return;
        }
        Carriers carriers = caller.rule().handling().carriers();
        // what we did not read here the upstream must not believe beside the identity that we vouch for
        if (!caller.rule().handling().relaysToken() || !carriers.header()) {
            headers.remove(HttpHeaders.AUTHORIZATION);
        }
        if (carriers.webSocketProtocol()) {
            String protocol = WebSocketProtocol.HEADER;
            put(headers, protocol, WebSocketProtocol.withoutTokens(headers.getOrEmpty(protocol)));
        }
        if (!carriers.cookies().isEmpty()) {
            List<String> others = headers.getOrEmpty(HttpHeaders.COOKIE).stream()
                    .map(cookies -> CookieHeader.without(cookies, carriers.cookies()))
                    .filter(cookies -> !cookies.isEmpty())
                    .toList();
            put(headers, HttpHeaders.COOKIE, others);
        }
    }

    private static void put(HttpHeaders headers, String name, List<String> values) {
        if (values.isEmpty()) {
            headers.remove(name);
        } else {
            headers.put(name, values);
        }
    }
}

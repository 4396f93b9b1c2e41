package dev.portcullis.gateway.credential;

import java.util.Arrays;
import java.util.List;

/**
 * The elements of {@value #HEADER}. A browser can set no other header on a handshake, so one element may
 * carry the token behind {@value #CARRIER}; the protocol that is really spoken stands in another.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455#section-11.3.4">RFC 6455, section 11.3.4</a>
 */
public final class WebSocketProtocol {

    /** The header. */
    public static final String HEADER = "Sec-WebSocket-Protocol";

    /** What an element that carries a token begins with; every character of a signed token may stand behind it. */
    public static final String CARRIER = "bearer.";

    private WebSocketProtocol() {}

    /** What stands behind {@value #CARRIER}, for each element that begins so. */
    static List<String> tokensIn(List<String> headers) {
        return elements(headers).stream()
                .filter(WebSocketProtocol::carries)
                .map(element -> element.substring(CARRIER.length()))
                .toList();
    }

    /** The protocols that are really offered. */
    public static List<String> withoutTokens(List<String> headers) {
        return elements(headers).stream().filter(element -> !carries(element)).toList();
    }

    private static boolean carries(String element) {
        return element.regionMatches(true, 0, CARRIER, 0, CARRIER.length());
    }

    private static List<String> elements(List<String> headers) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .filter(element -> !element.isEmpty())
                .toList();
    }
}

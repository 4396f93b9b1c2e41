package dev.portcullis.gateway.credential;

import java.util.Set;

/**
 * Where a token may stand on a route.
 *
 * @param header in {@code Authorization}
 * @param webSocketProtocol in an element of {@code Sec-WebSocket-Protocol}, on a handshake alone
 * @param cookies in a cookie of one of these names
 */
public record Carriers(boolean header, boolean webSocketProtocol, Set<String> cookies) {

    /** What a route that says nothing reads. */
    public static final Carriers HEADER = new Carriers(true, false, Set.of());

    public Carriers {
        cookies = Set.copyOf(cookies);
    }
}

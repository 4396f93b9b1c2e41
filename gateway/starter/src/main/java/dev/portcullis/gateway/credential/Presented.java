package dev.portcullis.gateway.credential;

import java.util.List;

/**
 * The headers of a request in which a credential could stand: every value of each, in the order of the request.
 *
 * @param webSocketProtocol empty unless the request is a WebSocket handshake
 */
public record Presented(List<String> authorization, List<String> cookie, List<String> webSocketProtocol) {

    public Presented {
        authorization = List.copyOf(authorization);
        cookie = List.copyOf(cookie);
        webSocketProtocol = List.copyOf(webSocketProtocol);
    }

    @Override
    public String toString() {
        return "Presented[redacted]";
    }
}

package dev.portcullis.gateway.firewall;

import java.util.Set;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/**
 * The request line as it came. The framework's URI has forgotten whether the target was in absolute form.
 *
 * @param target the request target, octet by octet
 * @param version such as {@code HTTP/1.1}
 */
record RequestLine(String target, String version) {

    /** RFC 9112, section 2.3, would have 1.2 read as 1.1; it does not exist, and two readers need not agree on it. */
    private static final Set<String> KNOWN = Set.of("HTTP/1.0", "HTTP/1.1", "HTTP/2.0");

    static RequestLine of(ServerHttpRequest request) {
        Object original = request instanceof ServerHttpRequestDecorator decorated
                ? ServerHttpRequestDecorator.getNativeRequest(decorated)
                : request instanceof AbstractServerHttpRequest plain ? plain.getNativeRequest() : request;
        return original instanceof HttpServerRequest netty
                ? new RequestLine(netty.uri(), netty.version().text())
                : new RequestLine(request.getURI().getRawPath(), "HTTP/1.1");
    }

    boolean isOfAKnownVersion() {
        return KNOWN.contains(version);
    }
}

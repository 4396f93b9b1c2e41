package dev.portcullis.gateway.web;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Tells the upstream where a request came from. From a stranger every word about that is dropped and the real peer written;
 * from a trusted proxy its own words are kept and the proxy itself is appended.
 *
 * <p>{@code X-Forwarded-For} alone is a list. Of the other three the first proxy knows best, and a list would be read by
 * its first element here and by its last there.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7239#section-4">RFC 7239, section 4</a>
 */
public final class ForwardedHeaders {

    static final String FOR = "X-Forwarded-For";
    static final String PROTO = "X-Forwarded-Proto";
    static final String HOST = "X-Forwarded-Host";
    static final String PORT = "X-Forwarded-Port";
    static final String PREFIX = "X-Forwarded-Prefix";
    static final String FORWARDED = "Forwarded";

    /** All others, such as {@code X-Forwarded-User}, are nobody's to say. */
    private static final Set<String> OF_PROXIES = Set.of(FOR, PROTO, HOST, PORT, PREFIX, FORWARDED);

    private final TrustedProxies proxies;
    private final ClientHeaders client;

    public ForwardedHeaders(TrustedProxies proxies, ClientHeaders client) {
        this.proxies = proxies;
        this.client = client;
    }

    /** Whether a name, folded, is one of those that are written here. */
    static boolean isOurs(String folded) {
        return folded.startsWith("x-forwarded") || folded.equals("forwarded");
    }

    /** Rewrites the headers of the request that is going to be forwarded. */
    void stamp(HttpHeaders headers, ServerHttpRequest request) {
        boolean fromProxy = proxies.contain(request.getRemoteAddress());
        client.strip(headers, fromProxy);
        List.copyOf(headers.headerNames()).stream()
                .filter(name -> isOurs(IdentityHeaders.folded(name)))
                .filter(name -> !fromProxy || OF_PROXIES.stream().noneMatch(name::equalsIgnoreCase))
                .forEach(headers::remove);
        write(headers, request);
    }

    private static void write(HttpHeaders headers, ServerHttpRequest request) {
        URI uri = request.getURI();
        String host = String.valueOf(request.getHeaders().getFirst(HttpHeaders.HOST)); // exactly one, see the firewall
        String peer = addressOf(request.getRemoteAddress());
        setIfAbsent(headers, PROTO, uri.getScheme());
        setIfAbsent(headers, HOST, host);
        setIfAbsent(headers, PORT, String.valueOf(portOf(uri)));
        if (headers.containsHeader(FORWARDED)) {
            append(headers, FORWARDED, "for=" + quoted(peer) + ";host=\"" + host + "\";proto=" + uri.getScheme());
        }
        append(headers, FOR, peer);
    }

    private static void setIfAbsent(HttpHeaders headers, String name, String value) {
        if (!headers.containsHeader(name)) {
            headers.set(name, value);
        }
    }

    /** One line: who reads the first line only must not miss the end of the list. */
    private static void append(HttpHeaders headers, String name, String value) {
        String before = String.join(", ", headers.getOrEmpty(name));
        headers.set(name, before.isEmpty() ? value : before + ", " + value);
    }

    private static int portOf(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equals(uri.getScheme()) ? 443 : 80;
    }

    private static String addressOf(@Nullable InetSocketAddress peer) {
        InetAddress address = peer == null ? null : peer.getAddress();
        if (address == null) {
            return "unknown"; // RFC 7239, section 6.3
        }
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    private static String quoted(String address) {
        return address.indexOf(':') < 0 ? address : "\"[" + address + "]\"";
    }
}

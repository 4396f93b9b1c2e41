package dev.portcullis.gateway.web;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Takes off what a client must not tell an upstream: headers by which it would name another path, another method, another
 * address or another user than the gateway judged. docs/headers.md says why for each.
 */
public final class ClientHeaders {

    /** Folded. The first two would move the request after its path was judged, the next three after its method was. */
    private static final Set<String> NEVER = Set.of(
            "x-original-url",
            "x-rewrite-url",
            "x-http-method-override",
            "x-http-method",
            "x-method-override",
            "x-original-method",
            "x-original-uri",
            "x-original-host",
            "x-host",
            "proxy",
            "proxy-connection");

    /** Folded. A proxy in front may say so; everyone else's word is a guess about somebody's address. */
    private static final Set<String> OF_PROXIES =
            Set.of("x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip", "cf-connecting-ip");

    /**
     * Folded. Under another spelling ({@code Transfer_Encoding}) none of these is read by us, and all of them by a WSGI
     * server, which has one name for both.
     */
    private static final Set<String> OF_THE_REQUEST = Set.of(
            "host",
            "authorization",
            "cookie",
            "origin",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "expect",
            "transfer-encoding",
            "content-length",
            "content-type",
            "content-encoding");

    private final Set<String> relayed = new HashSet<>();

    /** @param relayed names of headers that some upstream needs in spite of all */
    public ClientHeaders(List<String> relayed) {
        relayed.forEach(name -> this.relayed.add(IdentityHeaders.folded(name)));
    }

    void strip(HttpHeaders headers, boolean fromProxy) {
        List.copyOf(headers.headerNames()).stream()
                .filter(name -> isRefused(IdentityHeaders.folded(name), fromProxy) || isShadow(name))
                .forEach(headers::remove);
    }

    private static boolean isShadow(String name) {
        String folded = IdentityHeaders.folded(name);
        return OF_THE_REQUEST.contains(folded) && !folded.equals(name.toLowerCase(Locale.ROOT));
    }

    private boolean isRefused(String name, boolean fromProxy) {
        return !relayed.contains(name) && (NEVER.contains(name) || !fromProxy && OF_PROXIES.contains(name));
    }
}

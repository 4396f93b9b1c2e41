package dev.portcullis.quickstart.upstream;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import reactor.netty.http.server.HttpServerRequest;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the upstream was sent, in the order in which a reader wants it: the identity that the gateway vouches for first.
 * Every header keeps all its values, since a doubled header is an attack worth seeing.
 */
record Echo(
        String method,
        String path,
        Map<String, List<String>> identity,
        Map<String, List<String>> headers,
        long bodyBytes) {

    /** The prefix that all identity headers of the gateway's own configuration share. */
    private static final String IDENTITY_PREFIX = "x-user-";

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    static String of(HttpServerRequest request, long bodyBytes) {
        Map<String, List<String>> headers = new TreeMap<>();
        for (String name : request.requestHeaders().names()) {
            headers.put(name, request.requestHeaders().getAll(name));
        }
        Map<String, List<String>> identity = new TreeMap<>(headers);
        identity.keySet().removeIf(name -> !name.toLowerCase(Locale.ROOT).startsWith(IDENTITY_PREFIX));
        headers.keySet().removeAll(identity.keySet());
        Echo echo = new Echo(request.method().name(), request.uri(), identity, headers, bodyBytes);
        return JSON.writeValueAsString(echo) + "\n";
    }
}

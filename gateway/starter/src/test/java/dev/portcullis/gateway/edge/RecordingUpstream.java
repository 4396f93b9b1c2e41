package dev.portcullis.gateway.edge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A real upstream that remembers everything it was sent. */
final class RecordingUpstream implements AutoCloseable {

    /** One request as it came. */
    record Seen(String method, String uri, List<Map.Entry<String, String>> headers) {

        List<String> values(String name) {
            return headers.stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        String allText() {
            return headers.stream()
                    .map(header -> header.getKey() + ": " + header.getValue())
                    .collect(Collectors.joining("\n"));
        }
    }

    private static final int MAX_HEADERS = 64 * 1_024;

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .httpRequestDecoder(
                    decoder -> decoder.maxHeaderSize(MAX_HEADERS)) // the gateway's limit is under test, not this one
            .handle((request, response) -> {
                seen.add(new Seen(
                        request.method().name(),
                        request.uri(),
                        request.requestHeaders().entries()));
                if (request.uri().endsWith("/own-cors")) {
                    response.header("Access-Control-Allow-Origin", "*");
                }
                return request.receive()
                        .then()
                        .thenMany(
                                response.header("Cache-Control", "max-age=600").sendString(Mono.just("upstream")));
            })
            .bindNow();

    String uri() {
        return "http://127.0.0.1:" + server.port();
    }

    List<Seen> seen() {
        return List.copyOf(seen);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

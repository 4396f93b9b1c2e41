package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** A server on the loopback address that gives documents, and remembers what it was asked for. */
final class DocumentServer implements AutoCloseable {

    private final Map<String, Function<HttpServerResponse, Publisher<Void>>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicReference<String> accepted = new AtomicReference<>("");
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                asked.add(request.uri());
                accepted.set(request.requestHeaders().get("Accept", ""));
                return answers.getOrDefault(request.uri(), HttpServerResponse::sendNotFound)
                        .apply(response);
            })
            .bindNow();

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    void serve(String path, String document) {
        answer(path, 200, document.getBytes(UTF_8));
    }

    void answer(String path, int status, byte[] body) {
        answers.put(path, response -> response.status(status).sendByteArray(Mono.just(body)));
    }

    void redirect(String path, URI to) {
        answers.put(path, response -> response.sendRedirect(to.toString()));
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    /** The {@code Accept} of the last request. */
    String accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

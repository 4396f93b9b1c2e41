package dev.portcullis.gateway.edge;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.websocket.WebsocketInbound;

/** A client's WebSocket, and what became of it. */
final class ClientSocket implements AutoCloseable {

    private final AtomicReference<String> heard = new AtomicReference<>();
    private final AtomicReference<String> closed = new AtomicReference<>();
    private final AtomicReference<String> protocol = new AtomicReference<>();
    private final Disposable connection;

    ClientSocket(Edge edge, String path, Consumer<HttpHeaders> headers, String... protocols) {
        WebsocketClientSpec.Builder spec = WebsocketClientSpec.builder();
        connection = HttpClient.create()
                .headers(headers::accept)
                .websocket((protocols.length == 0 ? spec : spec.protocols(String.join(",", protocols))).build())
                .uri("ws://127.0.0.1:" + edge.port() + path)
                .handle((in, out) -> talk(in))
                .subscribe();
    }

    static ClientSocket bearing(String token, Edge edge, String path) {
        return new ClientSocket(edge, path, headers -> headers.set("Authorization", "Bearer " + token));
    }

    private Mono<Void> talk(WebsocketInbound in) {
        String selected = in.selectedSubprotocol();
        if (selected != null) {
            protocol.set(selected);
        }
        return Mono.when(
                in.receive().asString().doOnNext(heard::set),
                in.receiveCloseStatus().doOnNext(status -> closed.set(status.code() + " " + status.reasonText())));
    }

    boolean hasHeard() {
        return heard.get() != null;
    }

    boolean isClosed() {
        return closed.get() != null;
    }

    /** The status and the reason. */
    @Nullable String closing() {
        return closed.get();
    }

    @Nullable String protocol() {
        return protocol.get();
    }

    /** A graceful shutdown of the gateway waits for it. */
    @Override
    public void close() {
        connection.dispose();
    }
}

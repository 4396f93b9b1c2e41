package dev.portcullis.gateway.edge;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/** A real issuer's key set, and the ways in which it answers wrongly. */
final class KeyServer implements AutoCloseable {

    private final AtomicInteger hits = new AtomicInteger();
    private final AtomicReference<Function<HttpServerResponse, Publisher<Void>>> answer = new AtomicReference<>();
    private final DisposableServer server;

    KeyServer(byte[] set) {
        serve(set);
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> {
                    hits.incrementAndGet();
                    return answer.get().apply(response);
                })
                .bindNow();
    }

    void serve(byte[] set) {
        answer.set(response -> response.header("Content-Type", "text/plain").sendByteArray(Mono.just(set)));
    }

    /** Under another media type, or as soon as the test gives the set. */
    void serve(Mono<byte[]> set, String mediaType) {
        answer.set(response -> response.header("Content-Type", mediaType).sendByteArray(set));
    }

    void hang() {
        answer.set(response -> Mono.never());
    }

    void fail(int status) {
        answer.set(response -> response.status(status).send());
    }

    void redirectTo(String uri) {
        answer.set(response -> response.status(302).header("Location", uri).send());
    }

    void serveWithoutEnd() {
        answer.set(response -> response.sendByteArray(Flux.generate(sink -> sink.next(new byte[64 * 1_024]))));
    }

    int hits() {
        return hits.get();
    }

    String uri() {
        return "http://127.0.0.1:" + server.port() + "/jwks";
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

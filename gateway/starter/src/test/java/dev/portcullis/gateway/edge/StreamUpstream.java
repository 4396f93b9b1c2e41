package dev.portcullis.gateway.edge;

import io.micrometer.core.instrument.MeterRegistry;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.http.websocket.WebsocketInbound;
import reactor.netty.http.websocket.WebsocketOutbound;

/** A real upstream whose answers last until the test ends them, and the gateway in front, with the routes of streams.yml. */
final class StreamUpstream implements AutoCloseable {

    /** What {@code /…/sized} says that its body holds. */
    static final int DECLARED = 10;

    /** The body of what is open, part by part, from its beginning for whoever asks. */
    final Sinks.Many<String> parts = Sinks.many().replay().all();

    final List<HttpHeaders> handshakes = new CopyOnWriteArrayList<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.ws(
                            "/browser/ws",
                            this::greet,
                            WebsocketServerSpec.builder().protocols("chat").build())
                    .ws("/{route}/ws", this::greet)
                    .get(
                            "/{route}/events",
                            (request, response) -> response.sse().sendHeaders().sendString(parts.asFlux()))
                    .get(
                            "/{route}/sized",
                            (request, response) -> response.header("Content-Length", "" + DECLARED)
                                    .sendString(parts.asFlux()))
                    .get("/{route}/silent", (request, response) -> Mono.never())
                    .get(
                            "/{route}/status/{status}",
                            (request, response) -> response.status(
                                            Integer.parseInt(String.valueOf(request.param("status"))))
                                    .send())
                    .head(
                            "/{route}/sized",
                            (request, response) -> response.header("Content-Length", "" + DECLARED)
                                    .send()))
            .bindNow();

    private Mono<Void> greet(WebsocketInbound in, WebsocketOutbound out) {
        handshakes.add(in.headers());
        return out.sendString(Flux.just("hello").concatWith(Mono.never())).then();
    }

    /** A gateway of its own, whose clock the test moves. */
    Edge edge(String... arguments) {
        return edge(Edge::answeringForItself, arguments);
    }

    /** The same, with the list that the customizer leaves. */
    Edge edge(Edge.Customizer customizer, String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "--streams=http://127.0.0.1:" + server.port();
        all[1] = "--spring.config.additional-location=classpath:streams.yml";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return new Edge(customizer, all).ready();
    }

    void says(String part) {
        parts.emitNext(part, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /** How many streams the gateway has kept for a tick. */
    static int kept(Edge edge) {
        return (int) edge.context()
                .getBean(MeterRegistry.class)
                .get("portcullis.gateway.streams.open")
                .gauge()
                .value();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

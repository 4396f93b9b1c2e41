package dev.portcullis.quickstart.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * An upstream that shows what it was sent: any path as JSON, {@code …/events} as server-sent events, one a second, and a
 * WebSocket that shows its handshake and then echoes. It checks nothing, as an upstream behind the gateway need not.
 */
public final class SampleUpstream implements AutoCloseable {

    private static final Duration EVENT_PERIOD = Duration.ofSeconds(1);

    private final Clock clock;
    private final DisposableServer server;

    private SampleUpstream(String host, int port, Clock clock) {
        this.clock = clock;
        this.server =
                HttpServer.create().host(host).port(port).handle(this::answer).bindNow();
    }

    /** Starts one. Blocks until it listens. */
    public static SampleUpstream start(String host, int port, Clock clock) {
        return new SampleUpstream(host, port, clock);
    }

    /** Where it listens. */
    public int port() {
        return server.port();
    }

    /** Blocks until it is closed. */
    public void awaitClose() {
        server.onDispose().toFuture().join();
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        if (isWebSocket(request)) {
            return response.sendWebsocket((in, out) -> out.sendString(
                    Mono.just(Echo.of(request, 0)).concatWith(in.receive().asString())));
        }
        if (HttpMethod.GET.equals(request.method()) && request.path().endsWith("events")) {
            return response.sse().sendString(events());
        }
        return request.receive()
                .map(ByteBuf::readableBytes)
                .reduce(0L, Long::sum)
                .flatMap(bodyBytes -> response.header(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON)
                        .sendString(Mono.just(Echo.of(request, bodyBytes)))
                        .then());
    }

    private Flux<String> events() {
        return Flux.interval(Duration.ZERO, EVENT_PERIOD)
                .map(number ->
                        "id: " + number + "\ndata: {\"event\":" + number + ",\"at\":\"" + clock.instant() + "\"}\n\n");
    }

    private static boolean isWebSocket(HttpServerRequest request) {
        return request.requestHeaders().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }
}

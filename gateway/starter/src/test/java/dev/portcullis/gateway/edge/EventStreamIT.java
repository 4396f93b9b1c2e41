package dev.portcullis.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Case 30. The upstream sends the next event once the client has seen the last one: no clock says what "at once" is. */
final class EventStreamIT {

    private static final String REQUEST =
            "GET /sse HTTP/1.1\r\nHost: edge.example\r\nAccept: text/event-stream\r\nAccept-Encoding: gzip\r\n\r\n";
    private static final Duration RESPONSE_TIMEOUT = Duration.ofMillis(300);

    private final Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
    private final DisposableServer upstream = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> response.sse().sendHeaders().sendString(events.asFlux()))
            .bindNow();

    private void withTheStream(Edge edge, GenericApplicationContext context) {
        Edge.answeringForItself(edge, context);
        context.registerBean(
                "stream",
                RouteLocator.class,
                () -> context.getBean(RouteLocatorBuilder.class)
                        .routes()
                        .route(
                                "stream",
                                route -> route.order(-1)
                                        .path("/sse")
                                        .metadata("access", "public")
                                        .uri("http://127.0.0.1:" + upstream.port()))
                        .build());
    }

    @Test
    void eventsArriveOneByOneAndTheHeadersBeforeThem() throws Exception {
        try (Edge edge = new Edge(
                        this::withTheStream,
                        "--spring.cloud.gateway.server.webflux.httpclient.response-timeout="
                                + RESPONSE_TIMEOUT.toMillis() + "ms");
                Socket socket = new Socket("127.0.0.1", edge.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));

            assertThat(answer.readLine()).isEqualTo("HTTP/1.1 200 OK");
            assertThat(headers(answer))
                    .contains("content-type: text/event-stream")
                    .noneMatch(h -> h.contains("gzip"));
            Flux.interval(RESPONSE_TIMEOUT, RESPONSE_TIMEOUT)
                    .take(2)
                    .then(Mono.empty())
                    .block(); // a stream that is quiet
            for (int number = 1; number <= 10; number++) {
                events.emitNext("data: " + number + "\n\n", Sinks.EmitFailureHandler.FAIL_FAST);
                assertThat(next(answer)).isEqualTo("data: " + number);
            }
        } finally {
            upstream.disposeNow();
        }
    }

    private static List<String> headers(BufferedReader answer) throws Exception {
        List<String> headers = new ArrayList<>();
        for (String line = answer.readLine(); !line.isEmpty(); line = answer.readLine()) {
            headers.add(line.toLowerCase(java.util.Locale.ROOT));
        }
        return headers;
    }

    private static String next(BufferedReader answer) throws Exception {
        String line = answer.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = answer.readLine(); // sizes of chunks and empty lines
        }
        return String.valueOf(line);
    }
}

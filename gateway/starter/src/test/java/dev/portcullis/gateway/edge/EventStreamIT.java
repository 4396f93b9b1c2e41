package dev.portcullis.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Case 30. The upstream sends the next event once the client has seen the last one: no clock says what "at once" is. */
final class EventStreamIT {

    private static final String REQUEST =
            "GET /sse HTTP/1.1\r\nHost: edge.example\r\nAccept: text/event-stream\r\nAccept-Encoding: gzip\r\n\r\n";
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(2);

    private final Sinks.Many<String> events = Sinks.many().unicast().onBackpressureBuffer();
    private final DisposableServer upstream = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.get(
                            "/sse",
                            (request, response) -> response.sse().sendHeaders().sendString(events.asFlux()))
                    .get("/sse/silent", (request, response) -> Mono.never()))
            .bindNow();

    @AfterEach
    void close() {
        upstream.disposeNow();
    }

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
                                        .path("/sse/**")
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
            // a stream that is quiet for longer than an upstream may take: one that was asked later has run into that
            assertThat(edge.get("/sse/silent").reply().status()).isEqualTo(504);
            for (int number = 1; number <= 10; number++) {
                events.emitNext("data: " + number + "\n\n", Sinks.EmitFailureHandler.FAIL_FAST);
                assertThat(next(answer)).isEqualTo("data: " + number);
            }
        }
    }

    @Test
    @Timeout(30) // what is held back never comes
    void compressionHoldsNoEventBack() throws Exception {
        try (Edge edge = new Edge(
                this::withTheStream,
                "--server.compression.enabled=true",
                "--server.compression.mime-types=text/event-stream",
                "--server.compression.min-response-size=1B")) {
            HttpResponse<InputStream> response = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + "/sse"))
                                    .header("Accept-Encoding", "gzip")
                                    .build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(response.headers().allValues("content-encoding")).containsExactly("gzip");

            InputStream answer = null;
            for (int number = 1; number <= 10; number++) {
                String event = "data: " + number + "\n\n";
                events.emitNext(event, Sinks.EmitFailureHandler.FAIL_FAST);
                if (answer == null) {
                    answer = new GZIPInputStream(response.body()); // it waits for the head of what is compressed
                }
                assertThat(answer.readNBytes(event.length()))
                        .asString(StandardCharsets.US_ASCII)
                        .isEqualTo(event);
            }
            response.body().close(); // a graceful shutdown waits for it
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

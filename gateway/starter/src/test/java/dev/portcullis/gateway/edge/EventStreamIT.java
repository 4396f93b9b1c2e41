package dev.portcullis.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** Case 30. The upstream sends the next event once the client has seen the last one: no clock says what "at once" is. */
final class EventStreamIT {

    private static final String REQUEST =
            "GET /sse HTTP/1.1\r\nHost: edge.example\r\nAccept: text/event-stream\r\nAccept-Encoding: gzip\r\n\r\n";
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(2);

    private final Sinks.Many<String> events = Sinks.many().replay().all();
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
                BegunAnswer begun = BegunAnswer.of(edge, REQUEST);
                BufferedReader answer =
                        new BufferedReader(new InputStreamReader(begun.body(), StandardCharsets.US_ASCII))) {
            assertThat(begun.head().status()).isEqualTo(200);
            assertThat(begun.head().values("content-type")).containsExactly("text/event-stream");
            assertThat(begun.head().values("content-encoding")).isEmpty();
            // a stream that is quiet for longer than an upstream may take: one that was asked later has run into that
            assertThat(edge.get("/sse/silent").reply().status()).isEqualTo(504);
            for (int number = 1; number <= 10; number++) {
                events.emitNext("data: " + number + "\n\n", Sinks.EmitFailureHandler.FAIL_FAST);
                assertThat(next(answer)).isEqualTo("data: " + number);
            }
        }
    }

    @Test
    void compressionHoldsNoEventBack() throws Exception {
        try (Edge edge = new Edge(
                this::withTheStream,
                "--server.compression.enabled=true",
                "--server.compression.mime-types=text/event-stream",
                "--server.compression.min-response-size=1B")) {
            AtomicReference<String> encoding = new AtomicReference<>();
            ByteArrayOutputStream compressed = new ByteArrayOutputStream();
            Disposable client = HttpClient.create()
                    .headers(headers -> headers.set("Accept-Encoding", "gzip"))
                    .get()
                    .uri("http://127.0.0.1:" + edge.port() + "/sse")
                    .response((head, body) -> {
                        encoding.set(head.responseHeaders().get("Content-Encoding"));
                        return body.asByteArray().doOnNext(compressed::writeBytes);
                    })
                    .subscribe();
            await().until(() -> "gzip".equals(encoding.get()));

            for (int number = 1; number <= 10; number++) {
                String event = "data: " + number + "\n\n";
                events.emitNext(event, Sinks.EmitFailureHandler.FAIL_FAST);
                await().until(() -> soFar(compressed.toByteArray()).endsWith(event));
            }
            client.dispose(); // a graceful shutdown waits for it
        }
    }

    /** What the part of a stream that has come says. */
    private static String soFar(byte[] compressed) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            for (int octet = in.read(); octet >= 0; octet = in.read()) {
                text.write(octet);
            }
        } catch (EOFException moreToCome) {
            return text.toString(StandardCharsets.US_ASCII);
        }
        return "whole: " + text;
    }

    private static String next(BufferedReader answer) throws Exception {
        String line = answer.readLine();
        while (line != null && !line.startsWith("data:")) {
            line = answer.readLine(); // sizes of chunks and empty lines
        }
        return String.valueOf(line);
    }
}

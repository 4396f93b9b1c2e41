package dev.portcullis.quickstart.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SampleUpstreamIT {

    private static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");

    private final SampleUpstream upstream = SampleUpstream.start("127.0.0.1", 0, Clock.fixed(NOW, ZoneOffset.UTC));
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        upstream.close();
    }

    @Test
    void requestIsShownAsItCame() throws Exception {
        HttpResponse<String> answer = http.send(
                request("http", "/a//b?c=%20d")
                        .header("X-User-Id", "one")
                        .header("x-user-id", "two")
                        .header("X-Other", "three")
                        .PUT(BodyPublishers.ofString("12345"))
                        .build(),
                BodyHandlers.ofString());

        JsonNode echo = JsonMapper.shared().readTree(answer.body());
        assertThat(echo.path("method").asString()).isEqualTo("PUT");
        assertThat(echo.path("path").asString()).isEqualTo("/a//b?c=%20d");
        assertThat(echo.path("identity").path("X-User-Id").valueStream().map(JsonNode::asString))
                .containsExactly("one", "two");
        assertThat(echo.path("headers").path("X-Other").path(0).asString()).isEqualTo("three");
        assertThat(echo.path("bodyBytes").asLong()).isEqualTo(5);
    }

    @Test
    void eventsComeOneByOne() throws Exception {
        HttpResponse<java.io.InputStream> answer =
                http.send(request("http", "/api/orders/events").build(), BodyHandlers.ofInputStream());

        try (BufferedReader lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(lines.readLine()).isEqualTo("id: 0");
            assertThat(lines.readLine()).isEqualTo("data: {\"event\":0,\"at\":\"2030-01-01T12:00:00Z\"}");
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("id: 1");
        }
    }

    @Test
    void webSocketShowsItsHandshakeAndThenEchoes() throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket socket = http.newWebSocketBuilder()
                .header("X-User-Id", "one")
                .buildAsync(URI.create("ws://127.0.0.1:" + upstream.port() + "/api/orders/chat"), listener(received))
                .join();

        socket.sendText("hello", true).join();

        assertThat(received.take()).contains("/api/orders/chat", "X-User-Id");
        assertThat(received.take()).isEqualTo("hello");
        socket.abort();
    }

    private HttpRequest.Builder request(String scheme, String path) {
        return HttpRequest.newBuilder(URI.create(scheme + "://127.0.0.1:" + upstream.port() + path));
    }

    private static WebSocket.Listener listener(BlockingQueue<String> received) {
        StringBuilder text = new StringBuilder();
        return new WebSocket.Listener() {
            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                text.append(data);
                if (last) {
                    received.add(text.toString());
                    text.setLength(0);
                }
                return WebSocket.Listener.super.onText(socket, data, last);
            }
        };
    }
}

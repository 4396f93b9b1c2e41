package dev.portcullis.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Upstreams of which nothing comes: neither a refusal nor a word. */
final class UpstreamTimeoutsIT {

    private static final int CONNECT_MILLIS = 500;

    /** The system takes connections for it, and nobody ever reads them. */
    private final ServerSocket blackHole = listen(50);

    private final ServerSocket full = listen(1);
    private final List<Socket> crowd = fill(full);
    private final ConfigurableApplicationContext context = new SpringApplicationBuilder(GatewayApplication.class)
            .run(
                    "--server.port=0",
                    "--management.server.port=0",
                    "--spring.data.redis.port=1",
                    "--PORTCULLIS_JWKS_URI=http://127.0.0.1:1/jwks",
                    "--PORTCULLIS_AUTH_URI=http://127.0.0.1:" + full.getLocalPort(),
                    "--PORTCULLIS_UPSTREAM_URI=http://127.0.0.1:" + blackHole.getLocalPort(),
                    "--spring.cloud.gateway.server.webflux.httpclient.connect-timeout=" + CONNECT_MILLIS,
                    "--spring.cloud.gateway.server.webflux.httpclient.response-timeout=500ms");

    private static ServerSocket listen(int backlog) {
        try {
            return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until its queue takes no more: from then on whoever comes is left without an answer. */
    private static List<Socket> fill(ServerSocket server) {
        List<Socket> queued = new ArrayList<>();
        try {
            while (queued.size() < 100) {
                Socket next = new Socket();
                queued.add(next);
                next.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), CONNECT_MILLIS);
            }
            throw new IllegalStateException("a queue without an end");
        } catch (SocketTimeoutException expected) {
            return queued;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        for (Socket socket : crowd) {
            socket.close();
        }
        full.close();
        blackHole.close();
    }

    @Test
    void upstreamThatTakesNoConnectionIsA502AndOneThatNeverAnswersA504() throws Exception {
        HttpResponse<String> notTaken = ask("POST", "/api/login");
        HttpResponse<String> notAnswered = ask("GET", "/public/x");

        assertThat(notTaken.statusCode()).as(notTaken.body()).isEqualTo(502);
        assertThat(notTaken.body()).contains("\"code\":\"upstream_unavailable\"");
        assertThat(notAnswered.statusCode()).as(notAnswered.body()).isEqualTo(504);
        assertThat(notAnswered.body()).contains("\"code\":\"upstream_timeout\"");
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}

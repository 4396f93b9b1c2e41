package dev.portcullis.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * The delivered time-out, 2 s, before a host that has fallen silent. The stack's own is 30 s, beyond what the client here
 * waits for.
 */
final class ConnectTimeoutIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final DisposableServer well = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> response.sendString(Mono.just("well")))
            .bindNow();
    private final BlackHole silent = new BlackHole();
    private final ConfigurableApplicationContext context = new SpringApplicationBuilder(GatewayApplication.class)
            .run(
                    "--server.port=0",
                    "--management.server.port=0",
                    "--spring.data.redis.port=1",
                    "--PORTCULLIS_JWKS_URI=http://127.0.0.1:1/jwks",
                    "--PORTCULLIS_AUTH_URI=http://127.0.0.1:" + well.port(),
                    "--PORTCULLIS_UPSTREAM_URI=http://127.0.0.1:" + silent.port());

    ConnectTimeoutIT() throws IOException {}

    @AfterEach
    void close() throws IOException {
        context.close();
        silent.close();
        well.disposeNow();
    }

    @Test
    void hostThatTakesNoConnectionIsA502AndTheOthersAreServed() throws Exception {
        assumeThat(silent.isFull())
                .as("this system lets any number of connections wait")
                .isTrue();

        HttpResponse<String> answer = ask("GET", "/public/x");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(502);
        assertThat(answer.body()).contains("\"code\":\"upstream_unavailable\"").doesNotContain("127.0.0.1", "xception");
        assertThat(answer.headers().firstValue("Retry-After")).isEmpty();
        assertThat(ask("POST", "/api/login").body()).isEqualTo("well");
    }

    private HttpResponse<String> ask(String method, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                        + context.getEnvironment().getProperty("local.server.port") + path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .timeout(PATIENCE)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}

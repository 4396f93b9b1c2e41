package dev.portcullis.gateway.app;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The delivered configuration, with nothing behind it but one upstream that never answers. */
final class GatewayApplicationIT {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final DisposableServer SILENT = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> Mono.never())
            .bindNow();
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(GatewayApplication.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.data.redis.port=1",
                        "--PORTCULLIS_JWKS_URI=http://127.0.0.1:1/jwks",
                        "--PORTCULLIS_AUTH_URI=http://127.0.0.1:1",
                        "--PORTCULLIS_UPSTREAM_URI=http://127.0.0.1:" + SILENT.port(),
                        "--spring.cloud.gateway.server.webflux.httpclient.response-timeout=200ms");
    }

    @AfterAll
    static void stop() {
        context.close();
        SILENT.disposeNow();
    }

    private static HttpResponse<String> ask(String port, String method, String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + context.getEnvironment().getProperty(port) + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(Duration.ofSeconds(20))
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpResponse<String> traffic(String method, String path) {
        return ask("local.server.port", method, path);
    }

    private static HttpResponse<String> management(String path) {
        return ask("local.management.port", "GET", path);
    }

    private static void isProblem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().allValues("content-type")).containsExactly("application/problem+json");
        assertThat(response.body())
                .contains("\"code\":\"" + code + "\"", "\"trace_id\":\"")
                .doesNotContain("xception", "127.0.0.1");
    }

    @Test
    void upstreamThatIsNotThereIsA502() {
        isProblem(traffic("POST", "/api/login"), 502, "upstream_unavailable");
    }

    @Test
    void upstreamThatDoesNotAnswerIsA504() {
        isProblem(traffic("GET", "/public/x"), 504, "upstream_timeout");
    }

    @Test
    void whatCannotBeServedIsCountedByRouteAndCode() {
        isProblem(traffic("GET", "/public/x"), 504, "upstream_timeout");
        isProblem(traffic("GET", "/nothing"), 404, "route_not_found");

        assertThat(management("/actuator/prometheus").body())
                .contains(
                        "portcullis_gateway_unserved_total{code=\"upstream_timeout\",route=\"public\"}",
                        "portcullis_gateway_unserved_total{code=\"route_not_found\",route=\"none\"}");
    }

    @Test
    void droppedLinesOfTheAccessLogAreCounted() {
        assertThat(management("/actuator/prometheus").body())
                .contains("portcullis_gateway_access_log_dropped_total 0.0");
    }

    @Test
    void pathWithoutARouteIsA404() {
        isProblem(traffic("GET", "/nothing"), 404, "route_not_found");
        isProblem(traffic("GET", "/api/login"), 404, "route_not_found");
    }

    @Test
    void protectedRouteNeedsAToken() {
        isProblem(traffic("GET", "/api/orders/1"), 401, "credential_missing");
        isProblem(traffic("GET", "/api/admin/report"), 401, "credential_missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/portcullis",
                "/actuator/gateway/routes"
            })
    void managementIsNotOnTheTrafficPort(String path) {
        isProblem(traffic("GET", path), 404, "route_not_found");
    }

    /** Case 47, with the paths that a client library would have tidied up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/actuator;/env",
                "//actuator/env",
                "/%61ctuator/env",
                "/api/../actuator/env",
                "/public/../actuator/env",
                "/public/..%2factuator/env",
                "/ACTUATOR/env",
                "/v3/api-docs",
                "/swagger-ui.html",
                "/h2-console"
            })
    void managementIsNotThereUnderAnotherSpellingEither(String path) throws IOException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        try (Socket socket = new Socket("127.0.0.1", Integer.parseInt(port))) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n\r\n").getBytes(US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertThat(answer)
                    .containsPattern("^HTTP/1.1 (400|404) ")
                    .containsPattern("\"code\":\"(path_refused|route_not_found)\"")
                    .doesNotContain("xception");
        }
    }

    @Test
    void managementServesHealthInfoAndMetricsAndNothingElse() {
        assertThat(management("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(management("/actuator/info").statusCode()).isEqualTo(200);
        assertThat(management("/actuator/prometheus").statusCode()).isEqualTo(200);
        for (String shut : List.of("env", "beans", "heapdump", "gateway/routes", "configprops", "loggers", "metrics")) {
            assertThat(management("/actuator/" + shut).statusCode()).as(shut).isEqualTo(404);
        }
    }

    @Test
    void managementTellsWhatTheGatewayIsDoing() {
        HttpResponse<String> answer = management("/actuator/portcullis");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("{\"id\":\"login\",\"uri\":\"http://127.0.0.1:1\",\"access\":\"public\"")
                .contains("\"id\":\"admin\"", "\"roles\":[\"admin\"]", "\"issuers\":[\"main\"]")
                .contains("\"name\":\"main\"", "\"source\":\"http://127.0.0.1:1/jwks\"")
                .contains("\"mode\":\"replicated\"", "\"source\":\"none\"", "\"fresh\":false", "\"wasWhole\":false");
    }

    @Test
    void listThatNobodyKnowsIsAStateOfItsOwn() {
        HttpResponse<String> list = management("/actuator/health/revocation");
        assertThat(list.statusCode()).isEqualTo(503);
        assertThat(list.body()).contains("\"status\":\"STALE\"", "\"source\":\"none\"", "\"maxStaleness\":\"PT1S\"");
    }

    @Test
    void gatewayWithoutRedisAndIssuerIsReadyAndWellAfterItsPatience() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> management("/actuator/health/readiness").statusCode() == 200);
        assertThat(management("/actuator/health/readiness").body())
                .contains("\"revocationListWasWhole\":false", "\"issuerKeysAvailable\":{\"main\":false}");
        assertThat(management("/actuator/health").body()).contains("\"status\":\"STALE\"");
        assertThat(management("/actuator/health").statusCode()).isEqualTo(200);
    }
}

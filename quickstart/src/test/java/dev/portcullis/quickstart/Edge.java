package dev.portcullis.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the gateway, as a first-party application would be one. */
final class Edge {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI gateway;

    Edge(String gateway) {
        this.gateway = URI.create(gateway);
    }

    /** What a login or a refresh gave. */
    record Tokens(String access, String refresh) {

        static Tokens from(HttpResponse<String> response) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
            JsonNode body = JSON.readTree(response.body());
            return new Tokens(
                    body.path("accessToken").asString(),
                    body.path("refreshToken").asString());
        }
    }

    Tokens login(String username, String password) {
        return Tokens.from(send(post("/api/login", Map.of("username", username, "password", password))));
    }

    HttpResponse<String> refresh(String refreshToken) {
        return send(post("/api/auth/refresh", Map.of("refreshToken", refreshToken)));
    }

    HttpResponse<String> logout(String accessToken) {
        return send(to("/api/logout")
                .header("Authorization", "Bearer " + accessToken)
                .POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> get(String path, String accessToken) {
        return send(to(path).header("Authorization", "Bearer " + accessToken));
    }

    HttpResponse<String> getWithoutToken(String path) {
        return send(to(path));
    }

    /** The stable word of a refusal. */
    static String code(HttpResponse<String> refusal) {
        return JSON.readTree(refusal.body()).path("code").asString("");
    }

    /** An identity header that the upstream says it was sent. */
    static String identity(HttpResponse<String> echo, String header) {
        return JSON.readTree(echo.body()).path("identity").path(header).path(0).asString("");
    }

    private HttpRequest.Builder post(String path, Map<String, String> body) {
        return to(path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(gateway.resolve(path)).timeout(Duration.ofMinutes(1));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

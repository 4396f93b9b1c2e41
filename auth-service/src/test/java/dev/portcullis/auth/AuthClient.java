package dev.portcullis.auth;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the service over real HTTP. */
public final class AuthClient {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;

    private AuthClient(int port) {
        this.port = port;
    }

    /** For who listens on this port. */
    public static AuthClient at(int port) {
        return new AuthClient(port);
    }

    /** What came back. */
    public record Answer(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        /** A member of the body; empty where there is none. */
        public String text(String member) {
            return response.body().isEmpty() ? "" : json().path(member).asString("");
        }

        public String code() {
            return text("code");
        }

        public String accessToken() {
            return text("accessToken");
        }

        public String refreshToken() {
            return text("refreshToken");
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** The claims of the access token. */
        public JsonNode claims() {
            return part(1);
        }

        /** The header of the access token. */
        public JsonNode tokenHeader() {
            return part(0);
        }

        private JsonNode part(int index) {
            return JSON.readTree(
                    java.util.Base64.getUrlDecoder().decode(accessToken().split("\\.")[index]));
        }
    }

    public Answer login() {
        return login(AuthService.ADMIN, AuthService.ADMIN_PASSWORD);
    }

    public Answer login(String username, String password) {
        return post("/api/login", Map.of("username", username, "password", password));
    }

    public Answer refresh(String refreshToken) {
        return post("/api/auth/refresh", Map.of("refreshToken", refreshToken));
    }

    public CompletableFuture<Answer> refreshing(String refreshToken) {
        return send(json("/api/auth/refresh", Map.of("refreshToken", refreshToken)));
    }

    public Answer logout(String refreshToken) {
        return post("/api/logout", Map.of("refreshToken", refreshToken));
    }

    public CompletableFuture<Answer> loggingOut(String refreshToken) {
        return send(json("/api/logout", Map.of("refreshToken", refreshToken)));
    }

    public Answer logoutByAccessToken(String accessToken) {
        return logoutByAccessToken(accessToken, BodyPublishers.noBody());
    }

    public Answer logoutByAccessToken(String accessToken, BodyPublisher body) {
        return now(request("/api/logout")
                .header("Authorization", "Bearer " + accessToken)
                .POST(body));
    }

    public Answer createUser(String accessToken, Map<String, ?> user) {
        return now(json("/admin/users", user).header("Authorization", "Bearer " + accessToken));
    }

    public Answer post(String path, Map<String, ?> body) {
        return now(json(path, body));
    }

    public Answer get(String path) {
        return now(request(path).GET());
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE); // an answer that never comes fails its test, and not the whole build by a hang
    }

    public HttpRequest.Builder json(String path, Map<String, ?> body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    public CompletableFuture<Answer> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::new);
    }

    public Answer now(HttpRequest.Builder request) {
        try {
            return new Answer(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

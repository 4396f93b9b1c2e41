package dev.portcullis.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.json.JsonMapper;

/** A client of one auth service. */
final class AuthApi {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Longer than the service's own for a confirmation. */
    private static final Duration PATIENCE_OF_A_REVOKER = Duration.ofSeconds(3);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final int port;

    AuthApi(int port) {
        this.port = port;
    }

    /** Gives an access token. Blocks. */
    String login(String username, String password) {
        Map<String, String> body = Map.of("username", username, "password", password);
        HttpResponse<String> response = send(post("/api/login", body)).join();
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).path("accessToken").asString();
    }

    /** The status of the answer to the revocation of that token alone. A repeat is the same revocation. */
    CompletableFuture<Integer> revoke(String token, String administrator) {
        return send(post("/admin/revocations", Map.of("token", token))
                        .timeout(PATIENCE_OF_A_REVOKER)
                        .header("Authorization", "Bearer " + administrator))
                .thenApply(HttpResponse::statusCode);
    }

    /** The name of a token. */
    static String jti(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1].getBytes(StandardCharsets.US_ASCII));
        return JSON.readTree(claims).path("jti").asString();
    }

    private HttpRequest.Builder post(String path, Map<String, String> body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private static CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
    }
}

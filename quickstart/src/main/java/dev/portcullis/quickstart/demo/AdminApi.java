package dev.portcullis.quickstart.demo;

import dev.portcullis.quickstart.process.CannotStart;
import dev.portcullis.quickstart.process.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What the first administrator does: make users, and look whether the gateway lets in, by calls that anyone may use. */
public final class AdminApi {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI authService;
    private final Secret token;

    private AdminApi(URI authService, DemoUser administrator) {
        this.authService = authService;
        this.token = login(administrator);
    }

    /** Signs the administrator in. Blocks. */
    public static AdminApi of(URI authService, DemoUser administrator) {
        return new AdminApi(authService, administrator);
    }

    /** Makes the user. Blocks. */
    public void create(DemoUser user) {
        HttpRequest.Builder request = post(
                "/admin/users",
                Map.of(
                        "username", user.username(),
                        "password", user.password().reveal(),
                        "roles", user.roles(),
                        "scopes", List.of()));
        accepted(authorized(request), "make the demo user " + user.username());
    }

    /** Whether a gateway admits the administrator there: then it has the keys and knows the revocations. Blocks. */
    public boolean isAdmittedTo(URI resource) {
        return send(authorized(HttpRequest.newBuilder(resource))).statusCode() == 200;
    }

    private Secret login(DemoUser administrator) {
        Map<String, String> body = Map.of(
                "username",
                administrator.username(),
                "password",
                administrator.password().reveal());
        String answer = accepted(post("/api/login", body), "sign the first administrator in");
        return Secret.of(JSON.readTree(answer).path("accessToken").asString());
    }

    private HttpRequest.Builder post(String path, Map<String, ?> body) {
        return HttpRequest.newBuilder(authService.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        return request.header("Authorization", "Bearer " + token.reveal());
    }

    private String accepted(HttpRequest.Builder request, String act) {
        HttpResponse<String> response = send(request);
        if (response.statusCode() / 100 != 2) {
            // A problem document of ours: it quotes nothing that was sent.
            throw new CannotStart("The auth service did not " + act + ". It answered " + response.statusCode() + ": "
                    + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CannotStart("A service that said it was ready did not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("The quickstart was interrupted.", e);
        }
    }
}

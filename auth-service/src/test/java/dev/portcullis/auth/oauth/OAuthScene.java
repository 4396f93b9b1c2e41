package dev.portcullis.auth.oauth;

import static dev.portcullis.auth.TestClients.SECRET;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestClients;
import dev.portcullis.auth.WithAuthService;
import dev.portcullis.revocation.Covered;
import dev.portcullis.testing.RealRedis;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Base64;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OAuth clients, and what they ask. */
@ExtendWith(WithAuthService.class)
abstract class OAuthScene {

    static final String OURS = "http://localhost:9000";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    final AuthService service;
    final AuthClient client;
    final RealRedis redis;

    OAuthScene(AuthService service, AuthClient client, RealRedis redis) {
        this.service = service;
        this.client = client;
        this.redis = redis;
    }

    /** A client's own token. */
    String tokenOf(String id) {
        Answer answer = as(id, "token", "grant_type=client_credentials");
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.text("access_token");
    }

    /** By HTTP Basic. */
    Answer as(String id, String endpoint, String form) {
        return client.now(request(endpoint, form).header("Authorization", TestClients.basic(id, SECRET)));
    }

    /** By nothing but what stands in the form. */
    Answer post(String endpoint, String form) {
        return client.now(request(endpoint, form));
    }

    HttpRequest.Builder request(String endpoint, String form) {
        return client.request("/oauth2/" + endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form));
    }

    boolean isActive(String token) {
        return as("inspector", "introspect", "token=" + token)
                .json()
                .path("active")
                .asBoolean();
    }

    /** Whether the gateways know. */
    boolean isListed(Covered covered) {
        return !redis.cli("ZSCORE", service.list(), covered.member()).isEmpty();
    }

    static void assertError(Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(status);
        assertThat(answer.text("error")).isEqualTo(error);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        assertThat(answer.header("WWW-Authenticate").startsWith("Basic realm=")).isEqualTo(status == 401);
        assertThat(answer.json().propertyNames()).containsOnly("error", "error_description");
        assertThat(answer.response().body()).doesNotContain("q7x9", "Exception");
    }

    static JsonNode claims(String token) {
        return part(token, 1);
    }

    static JsonNode part(String token, int index) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.")[index]));
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, UTF_8);
    }
}

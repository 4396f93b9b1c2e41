package dev.portcullis.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.testing.RealRedis;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class IntrospectionIT extends OAuthScene {

    IntrospectionIT(AuthService service, AuthClient client, RealRedis redis) {
        super(service, client, redis);
    }

    @Test
    void usersTokenIsToldWhole() {
        Answer login = client.login();

        Answer answer = introspect(login.accessToken());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode told = answer.json();
        JsonNode claims = login.claims();
        assertThat(told.path("active").asBoolean()).isTrue();
        assertThat(told.path("token_type").asString()).isEqualTo("Bearer");
        for (String same : new String[] {"iss", "sub", "jti", "iat", "exp", "client_id", "scope", "sid", "roles"}) {
            assertThat(told.path(same)).as(same).isEqualTo(claims.path(same));
        }
        assertThat(told.path("aud").toString()).contains("api");
    }

    @Test
    void clientsTokenIsToldWithoutASession() {
        JsonNode told = introspect(tokenOf("orders")).json();

        assertThat(told.propertyNames())
                .containsExactlyInAnyOrder(
                        "active", "token_type", "iss", "sub", "aud", "jti", "iat", "exp", "client_id", "scope");
        assertThat(told.path("client_id").asString()).isEqualTo("orders");
    }

    @Test
    void whatAGatewayWouldRefuseIsInactiveAndNothingMoreIsTold() {
        Answer loggedOut = client.login();
        client.logout(loggedOut.refreshToken());
        assertThat(introspect(TestTokens.of(service).ofItsOwn().text())
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();

        for (String token : new String[] {
            "q7x9",
            "a.b.c",
            "x".repeat(9000),
            TestTokens.of(service).ofItsOwn().bySomebodyElse().text(),
            TestTokens.of(service).ofItsOwn().expired().text(),
            TestTokens.of(service).ofItsOwn().issuer("https://q7x9.example").text(),
            TestTokens.of(service).ofItsOwn().audience("q7x9").text(),
            client.login().refreshToken(),
            loggedOut.accessToken(),
        }) {
            assertThat(introspect(token).response().body()).isEqualTo("{\"active\":false}");
        }
    }

    @Test
    void onlyAClientWithTheScopeIsTold() {
        String form = "token=" + tokenOf("orders");

        assertError(as("orders", "introspect", form), 403, "unauthorized_client");
        assertError(post("introspect", form + "&client_id=first-party"), 403, "unauthorized_client");
        assertError(post("introspect", form), 401, "invalid_client");
        assertError(as("inspector", "introspect", ""), 400, "invalid_request");
        assertThat(as("inspector", "introspect", form).status()).isEqualTo(200);
    }

    private Answer introspect(String token) {
        return as("inspector", "introspect", "token=" + token);
    }
}

package dev.portcullis.auth.oauth;

import static dev.portcullis.auth.TestClients.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestClients;
import dev.portcullis.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ClientCredentialsIT extends OAuthScene {

    private static final String GRANT = "grant_type=client_credentials";

    ClientCredentialsIT(AuthService service, AuthClient client, RealRedis redis) {
        super(service, client, redis);
    }

    @Test
    void clientGetsATokenThatSaysWhoItIs() {
        Answer answer = as("orders", "token", GRANT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope");
        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.json().path("expires_in").asInt()).isEqualTo(900);
        assertThat(answer.text("scope")).isEqualTo("orders:read orders:write");
        String token = answer.text("access_token");
        assertThat(part(token, 0).path("typ").asString()).isEqualTo("at+jwt");
        JsonNode claims = claims(token);
        assertThat(claims.propertyNames())
                .containsExactlyInAnyOrder("iss", "sub", "aud", "exp", "iat", "jti", "client_id", "scope");
        assertThat(claims.path("sub").asString()).isEqualTo("orders");
        assertThat(claims.path("client_id").asString()).isEqualTo("orders");
        assertThat(claims.path("scope").asString()).isEqualTo("orders:read orders:write");
        assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(900);
    }

    @Test
    void clientMayWriteItsSecretIntoTheForm() {
        String form = GRANT + "&client_id=orders&client_secret=";

        assertThat(post("token", form + encoded(SECRET)).status()).isEqualTo(200);
        assertError(post("token", form + encoded(SECRET + "q7x9")), 401, "invalid_client");
    }

    @ParameterizedTest
    @CsvSource({
        "orders:read, orders:read",
        "orders:write orders:read, orders:write orders:read",
        "'', orders:read orders:write"
    })
    void tokenHasNoMoreScopeThanWasAskedFor(String asked, String given) {
        Answer answer = as("orders", "token", GRANT + "&scope=" + encoded(asked));

        assertThat(answer.text("scope")).isEqualTo(given);
        assertThat(claims(answer.text("access_token")).path("scope").asString()).isEqualTo(given);
    }

    @Test
    void clientWithoutScopesGetsATokenWithoutScope() {
        Answer answer = as("bare", "token", GRANT);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().has("scope")).isFalse();
        assertThat(claims(answer.text("access_token")).has("scope")).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            no grant type              | scope=orders:read                                          | 400 | invalid_request
            an empty grant type        | grant_type=                                                | 400 | invalid_request
            a grant type twice         | grant_type=client_credentials&grant_type=client_credentials | 400 | invalid_request
            a scope twice              | grant_type=client_credentials&scope=a&scope=b              | 400 | invalid_request
            half an escape             | grant_type=client_credentials&x=%4                         | 400 | invalid_request
            an unknown grant           | grant_type=q7x9                                            | 400 | unsupported_grant_type
            a grant of another server  | grant_type=authorization_code&code=q7x9                    | 400 | unsupported_grant_type
            a user's password          | grant_type=password&username=q7x9&password=q7x9            | 400 | unsupported_grant_type
            more scope                 | grant_type=client_credentials&scope=orders:read+q7x9       | 400 | invalid_scope
            another client's scope     | grant_type=client_credentials&scope=tokens:introspect      | 400 | invalid_scope
            two ways to authenticate   | grant_type=client_credentials&client_secret=q7x9           | 400 | invalid_request
            a secret and an assertion  | grant_type=client_credentials&client_assertion=q7x9        | 400 | invalid_request
            another client_id          | grant_type=client_credentials&client_id=bare               | 400 | invalid_request
            """)
    void requestThatIsNotToTheLetterGetsItsError(String name, String form, int status, String error) {
        assertError(as("orders", "token", form), status, error);
        assertThat(as("orders", "token", GRANT + "&client_id=orders&scope=orders:read&unknown=1")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            nothing                      | grant_type=client_credentials
            an id alone                  | grant_type=client_credentials&client_id=orders
            a secret alone               | grant_type=client_credentials&client_secret=q7x9
            an unknown client            | grant_type=client_credentials&client_id=q7x9&client_secret=q7x9
            a wrong secret               | grant_type=client_credentials&client_id=orders&client_secret=q7x9
            an empty secret              | grant_type=client_credentials&client_id=orders&client_secret=
            an assertion                 | grant_type=client_credentials&client_id=orders&client_assertion=q7x9
            our own client with a secret | grant_type=client_credentials&client_id=first-party&client_secret=q7x9
            no client and no grant       | grant_type=q7x9
            """)
    void whoDoesNotProveToBeAClientGetsNothing(String name, String form) {
        assertError(post("token", form), 401, "invalid_client");
    }

    @Test
    void wrongHeaderIsChallenged() {
        for (String header : new String[] {
            TestClients.basic("orders", SECRET + "q7x9"),
            TestClients.basic("nobody", SECRET),
            TestClients.basicOf("orders"),
            TestClients.basicOf(":"),
            TestClients.basicOf("orders:"),
            TestClients.basicOf("orders:%q7x9"),
            "Basic q7x9!",
            "Basic",
            "Bearer " + tokenOf("orders"),
        }) {
            assertError(client.now(request("token", GRANT).header("Authorization", header)), 401, "invalid_client");
        }
        assertThat(as("orders", "token", GRANT).status()).isEqualTo(200);
    }

    @Test
    void twoHeadersAreTwoWaysToAuthenticate() {
        String basic = TestClients.basic("orders", SECRET);

        assertError(
                client.now(
                        request("token", GRANT).header("Authorization", basic).header("Authorization", basic)),
                400,
                "invalid_request");
    }

    @Test
    void credentialsInTheAddressCountForNothing() {
        String query = "token?client_id=orders&client_secret=" + encoded(SECRET);

        assertError(post(query, GRANT), 401, "invalid_client");
    }

    @Test
    void publicClientGetsNoTokenForItself() {
        assertError(post("token", GRANT + "&client_id=first-party"), 400, "unauthorized_client");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "text/plain", "multipart/form-data", "nonsense", "*/*"})
    void otherMediaTypeIsAnInvalidRequest(String type) {
        assertError(
                client.now(request("token", GRANT)
                        .setHeader("Content-Type", type)
                        .header("Authorization", TestClients.basic("orders", SECRET))),
                400,
                "invalid_request");
    }

    @Test
    void charsetParameterIsAccepted() {
        assertThat(client.now(request("token", GRANT)
                                .setHeader("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8")
                                .header("Authorization", TestClients.basic("orders", SECRET)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void formOfTheLimitIsReadAndOneByteMoreIsRefused() {
        String start = GRANT + "&x=";
        String fits = start + "x".repeat(16 * 1024 - start.length());

        assertThat(as("orders", "token", fits).status()).isEqualTo(200);
        assertError(as("orders", "token", fits + "x"), 400, "invalid_request");
    }

    @Test
    void otherMethodsAreRefused() {
        Answer answer = client.now(client.request("/oauth2/token?" + GRANT).method("GET", BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).isEqualTo("POST");
    }

    /** It names no user, and every act of an administrator has one. */
    @Test
    void clientsOwnTokenIsNoAdministrators() {
        String token = tokenOf("sweeper");

        Answer answer = client.now(client.request("/admin/revocations").header("Authorization", "Bearer " + token));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("token_invalid");
        assertThat(isActive(token)).isTrue();
    }

    @Test
    void administratorRevokesAClientsTokenByItsText() {
        String token = tokenOf("orders");
        String other = tokenOf("orders");
        assertThat(isActive(token)).isTrue();

        Answer answer = client.now(client.json("/admin/revocations", java.util.Map.of("token", token))
                .header("Authorization", "Bearer " + client.login().accessToken()));

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
        assertThat(isActive(token)).isFalse();
        assertThat(isActive(other)).isTrue();
    }

    @Test
    void outcomesAreCounted() {
        as("orders", "token", GRANT);
        post("token", GRANT);

        String metrics = AuthClient.at(service.managementPort())
                .get("/actuator/prometheus")
                .response()
                .body();

        assertThat(metrics)
                .contains("portcullis_auth_oauth_total{endpoint=\"token\",outcome=\"success\"}")
                .contains("portcullis_auth_oauth_total{endpoint=\"token\",outcome=\"invalid_client\"}");
    }
}

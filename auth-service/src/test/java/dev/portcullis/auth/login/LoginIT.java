package dev.portcullis.auth.login;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.WithAuthService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(WithAuthService.class)
class LoginIT {

    private final AuthService service;
    private final AuthClient client;

    LoginIT(AuthService service, AuthClient client) {
        this.service = service;
        this.client = client;
    }

    @Test
    void userGetsAnAccessTokenOfTheProfile() {
        Answer login = client.login();

        assertThat(login.status()).isEqualTo(200);
        assertThat(login.header("Cache-Control")).isEqualTo("no-store");
        assertThat(login.json().propertyNames())
                .containsExactly("accessToken", "refreshToken", "tokenType", "expiresIn");
        assertThat(login.tokenHeader().path("typ").asString()).isEqualTo("at+jwt");
        assertThat(login.tokenHeader().path("alg").asString()).isEqualTo("ES256");
        assertThat(login.claims().propertyNames())
                .contains(
                        "iss", "sub", "aud", "exp", "iat", "jti", "client_id", "sid", "session_exp", "scope", "roles");
        assertThat(login.claims().path("iss").asString()).isEqualTo("http://localhost:9000");
        assertThat(login.claims().path("aud").asString()).isEqualTo("api");
        assertThat(login.claims().path("client_id").asString()).isEqualTo("first-party");
        assertThat(login.claims().path("roles").get(0).asString()).isEqualTo("admin");
        assertThat(login.claims().path("scope").asString()).contains("users:write", "keys:write");
    }

    @Test
    void tokenIsVerifiedByThePublishedKeySet() throws Exception {
        Answer keys = client.get("/.well-known/jwks.json");
        SignedJWT token = SignedJWT.parse(client.login().accessToken());
        JWKSet set = JWKSet.parse(keys.response().body());

        assertThat(keys.header("Cache-Control")).contains("max-age=60");
        assertThat(set.getKeyByKeyId(token.getHeader().getKeyID()).isPrivate()).isFalse();
        assertThat(token.verify(new ECDSAVerifier(
                        set.getKeyByKeyId(token.getHeader().getKeyID()).toECKey())))
                .isTrue();
    }

    @Test
    void jtiCarriesTheMillisecondOfTheMint() {
        long before = System.currentTimeMillis();
        Answer login = client.login();
        long after = System.currentTimeMillis();

        UUID jti = UUID.fromString(login.claims().path("jti").asString());
        long millis = jti.getMostSignificantBits() >>> 16;
        assertThat(millis).isBetween(before, after);
        assertThat(jti.version()).isEqualTo(7);
        assertThat(login.claims().path("iat").asLong()).isEqualTo(millis / 1000);
    }

    @Test
    void unknownUserAndWrongPasswordGetTheSameAnswer() {
        Answer unknown = client.login("nobody", "wrong");
        Answer wrong = client.login(AuthService.ADMIN, "wrong");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.code()).isEqualTo("invalid_credentials");
        assertThat(withoutTrace(unknown)).isEqualTo(withoutTrace(wrong));
        assertThat(unknown.response().headers().map().keySet())
                .isEqualTo(wrong.response().headers().map().keySet());
        assertThat(client.login().status()).isEqualTo(200);
    }

    @Test
    void nameIsFoundHoweverItIsTyped() {
        assertThat(client.login("ＲＯＯＴ", AuthService.ADMIN_PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest(name = "{0} of {1} characters: {2}")
    @CsvSource({"password,512,401", "password,513,400", "username,128,401", "username,129,400"})
    void lengthsAreLimitedNotCut(String field, int length, int status) {
        String username = field.equals("username") ? "n".repeat(length) : "nobody";
        String password = field.equals("password") ? "p".repeat(length) : "p";

        Answer answer = client.login(username, password);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(status == 401 || answer.text("title").startsWith(field)).isTrue();
    }

    @Test
    void lengthsCountBytes() {
        assertThat(client.login("nobody", "ü".repeat(256)).status()).isEqualTo(401);
        assertThat(client.login("nobody", "ü".repeat(256) + "x").status()).isEqualTo(400);
    }

    @Test
    void loginStormIsTurnedAwayAndRefreshGoesOn() {
        Answer session = client.login();
        List<CompletableFuture<Answer>> storm = IntStream.range(0, 150)
                .mapToObj(i ->
                        client.send(client.json("/api/login", Map.of("username", "nobody" + i, "password", "wrong"))))
                .toList();

        assertThat(client.refresh(session.refreshToken()).status()).isEqualTo(200);
        List<Answer> answers = storm.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(Answer::status).contains(401, 503).isSubsetOf(401, 503);
        assertThat(answers.stream().filter(answer -> answer.status() == 503)).allSatisfy(turnedAway -> {
            assertThat(turnedAway.code()).isEqualTo("busy");
            assertThat(turnedAway.header("Retry-After")).isEqualTo("2");
        });
        assertThat(client.login().status()).isEqualTo(200);
    }

    @Test
    void outcomesAreCounted() {
        client.login();
        client.login("nobody", "wrong");

        String metrics = AuthClient.at(service.managementPort())
                .get("/actuator/prometheus")
                .response()
                .body();
        assertThat(metrics)
                .contains("portcullis_auth_login_total{outcome=\"success\"}")
                .contains("portcullis_auth_login_total{outcome=\"invalid_credentials\"}");
    }

    private static String withoutTrace(Answer answer) {
        return answer.response().body().replace(answer.text("trace_id"), "");
    }
}

package dev.portcullis.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.revocation.Covered;
import dev.portcullis.testing.RealRedis;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenRevocationIT extends OAuthScene {

    TokenRevocationIT(AuthService service, AuthClient client, RealRedis redis) {
        super(service, client, redis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "&token_type_hint=access_token", "&token_type_hint=refresh_token", "&token_type_hint=q"})
    void clientRevokesItsOwnTokenAndNoOther(String hint) {
        String token = tokenOf("orders");
        String other = tokenOf("orders");

        Answer answer = as("orders", "revoke", "token=" + token + hint);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.response().body()).isEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(isListed(covered(token))).isTrue();
        assertThat(isActive(token)).isFalse();
        assertThat(isActive(other)).isTrue();
        assertThat(as("orders", "revoke", "token=" + token).status()).isEqualTo(200);
    }

    @Test
    void anothersTokenIsOnlyForWhoMayRevokeAll() {
        String token = tokenOf("orders");

        assertError(as("bare", "revoke", "token=" + token), 400, "invalid_grant");
        assertError(post("revoke", "client_id=first-party&token=" + token), 400, "invalid_grant");
        assertThat(isActive(token)).isTrue();

        assertThat(as("sweeper", "revoke", "token=" + token).status()).isEqualTo(200);
        assertThat(isActive(token)).isFalse();
    }

    @Test
    void refreshTokenEndsItsSession() {
        Answer login = client.login();
        Answer other = client.login();
        String form = "token=" + login.refreshToken();
        assertError(as("orders", "revoke", form), 400, "invalid_grant");
        assertThat(isActive(login.accessToken())).isTrue();

        assertThat(post("revoke", "client_id=first-party&" + form).status()).isEqualTo(200);

        String sid = login.claims().path("sid").asString();
        assertThat(isListed(new Covered.Session(OURS, sid))).isTrue();
        assertThat(isActive(login.accessToken())).isFalse();
        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_invalid");
        assertThat(isActive(other.accessToken())).isTrue();
        assertThat(as("sweeper", "revoke", "token=" + other.refreshToken()).status())
                .isEqualTo(200);
        assertThat(isActive(other.accessToken())).isFalse();
    }

    @Test
    void usersAccessTokenEndsAloneAndItsSessionGoesOn() {
        Answer login = client.login();

        assertThat(post("revoke", "client_id=first-party&token=" + login.accessToken())
                        .status())
                .isEqualTo(200);

        assertThat(isActive(login.accessToken())).isFalse();
        Answer refreshed = client.refresh(login.refreshToken());
        assertThat(isActive(refreshed.accessToken())).isTrue();
    }

    @Test
    void whatIsNoLiveTokenOfOursIsDoneAlready() {
        long before = service.count("SELECT count(*) FROM revocation_entry");
        String stranger = TestTokens.of(service).ofItsOwn().bySomebodyElse().text();
        String seed = client.login().refreshToken();

        for (String token : new String[] {
            "q7x9",
            "a.b.c",
            "%00",
            stranger,
            TestTokens.of(service).ofItsOwn().expired().text(),
            TestTokens.of(service).ofItsOwn().issuer("https://q7x9.example").text(),
            seed.substring(0, seed.length() - 2) + (seed.endsWith("AA") ? "BB" : "AA"),
        }) {
            assertThat(as("orders", "revoke", "token=" + token).status())
                    .as(token)
                    .isEqualTo(200);
        }

        assertThat(service.count("SELECT count(*) FROM revocation_entry")).isEqualTo(before);
    }

    @Test
    void requestWithoutATokenOrAClientIsRefused() {
        String token = tokenOf("orders");

        assertError(as("orders", "revoke", "token="), 400, "invalid_request");
        assertError(as("orders", "revoke", "token=" + token + "&token=" + token), 400, "invalid_request");
        assertError(post("revoke", "token=" + token), 401, "invalid_client");
        assertError(post("revoke", "client_id=orders&token=" + token), 401, "invalid_client");
        assertError(post("revoke", "client_id=orders&client_secret=q7x9&token=" + token), 401, "invalid_client");
        assertThat(isActive(token)).isTrue();
    }

    @Test
    void revocationWhileRedisHangsIsPendingAndNotLost() {
        String token = tokenOf("orders");
        redis.pause();
        Answer pending;
        try {
            pending = as("orders", "revoke", "token=" + token);
        } finally {
            redis.resume();
        }

        assertThat(pending.status()).isEqualTo(503);
        assertThat(pending.code()).isEqualTo("revocation_pending");
        assertThat(Integer.parseInt(pending.header("Retry-After"))).isPositive();
        assertThat(isActive(token)).isFalse();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> as("orders", "revoke", "token=" + token).status() == 200);
        assertThat(isListed(covered(token))).isTrue();
    }

    private static Covered covered(String token) {
        return new Covered.Token(
                OURS, UUID.fromString(claims(token).path("jti").asString()).toString());
    }
}

package dev.portcullis.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.revocation.Covered;
import dev.portcullis.testing.RealRedis;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshGrantIT extends OAuthScene {

    private Answer login;

    RefreshGrantIT(AuthService service, AuthClient client, RealRedis redis) {
        super(service, client, redis);
    }

    @BeforeEach
    void login() {
        login = client.login();
    }

    @Test
    void publicClientProlongsItsSession() {
        Answer answer = refresh(login.refreshToken(), "");

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("access_token", "token_type", "expires_in", "scope", "refresh_token");
        assertThat(answer.text("refresh_token")).isNotEqualTo(login.refreshToken());
        assertThat(claims(answer.text("access_token")).path("sid").asString()).isEqualTo(sid().toString());
        assertThat(answer.text("scope")).isEqualTo(login.claims().path("scope").asString());
        assertThat(client.refresh(answer.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void tokenThatWasSpentAMomentAgoGetsTheCurrentOne() {
        String current = refresh(login.refreshToken(), "").text("refresh_token");

        assertThat(refresh(login.refreshToken(), "").text("refresh_token")).isEqualTo(current);
    }

    @Test
    void tokenThatWasSpentLongAgoEndsItsSession() {
        String current = refresh(login.refreshToken(), "").text("refresh_token");
        service.update("UPDATE spent_refresh_token SET spent_at = spent_at - 10001 WHERE session_id = ?", sid());

        assertError(refresh(login.refreshToken(), ""), 400, "invalid_grant");

        assertError(refresh(current, ""), 400, "invalid_grant");
        assertThat(isActive(login.accessToken())).isFalse();
        assertThat(isListed(new Covered.Session(OURS, sid().toString()))).isTrue();
    }

    @Test
    void scopeMayBecomeLessAndMoreOfItSpendsNothing() {
        assertError(refresh(login.refreshToken(), "&scope=users:write+q7x9"), 400, "invalid_scope");

        Answer less = refresh(login.refreshToken(), "&scope=users:write");

        assertThat(less.text("scope")).isEqualTo("users:write");
        assertThat(less.text("refresh_token").split("\\.")[1]).isEqualTo("1");
        assertThat(claims(less.text("access_token")).path("scope").asString()).isEqualTo("users:write");
        Answer whole = refresh(less.text("refresh_token"), "");
        assertThat(whole.text("scope")).isEqualTo(login.claims().path("scope").asString());
    }

    @Test
    void moreScopeHidesNoTheft() {
        refresh(login.refreshToken(), "");
        service.update("UPDATE spent_refresh_token SET spent_at = spent_at - 10001 WHERE session_id = ?", sid());

        assertError(refresh(login.refreshToken(), "&scope=q7x9"), 400, "invalid_grant");
        assertThat(isActive(login.accessToken())).isFalse();
    }

    @Test
    void anotherClientGetsNothingAndSpendsNothing() {
        String form = "grant_type=refresh_token&refresh_token=" + login.refreshToken();

        assertError(as("orders", "token", form), 400, "invalid_grant");
        assertError(post("token", form), 401, "invalid_client");

        assertThat(refresh(login.refreshToken(), "").text("refresh_token").split("\\.")[1])
                .isEqualTo("1");
    }

    @Test
    void whatIsNoRefreshTokenIsRefused() {
        assertError(refresh("q7x9", ""), 400, "invalid_grant");
        assertError(refresh(login.accessToken(), ""), 400, "invalid_grant");
        assertError(post("token", "grant_type=refresh_token&client_id=first-party"), 400, "invalid_request");
        client.logout(login.refreshToken());
        assertError(refresh(login.refreshToken(), ""), 400, "invalid_grant");
    }

    private Answer refresh(String token, String more) {
        return post("token", "grant_type=refresh_token&client_id=first-party&refresh_token=" + token + more);
    }

    private UUID sid() {
        return UUID.fromString(login.claims().path("sid").asString());
    }
}

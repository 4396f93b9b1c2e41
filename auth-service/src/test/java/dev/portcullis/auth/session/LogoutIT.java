package dev.portcullis.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.auth.WithAuthService;
import dev.portcullis.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithAuthService.class)
class LogoutIT {

    private final AuthService service;
    private final AuthClient client;
    private final RealRedis redis;
    private Answer login;

    LogoutIT(AuthService service, AuthClient client, RealRedis redis) {
        this.service = service;
        this.client = client;
        this.redis = redis;
    }

    @BeforeEach
    void login() {
        login = client.login();
    }

    @Test
    void clientLogsOutWithTheRefreshToken() {
        Answer logout = client.logout(login.refreshToken());

        assertThat(logout.status()).isEqualTo(204);
        assertThat(logout.header("Cache-Control")).isEqualTo("no-store");
        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_invalid");
        assertThat(entries(login)).isEqualTo(1);
    }

    @Test
    void clientLogsOutWithTheAccessToken() {
        assertThat(client.logoutByAccessToken(login.accessToken()).status()).isEqualTo(204);

        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_invalid");
    }

    @Test
    void clientBehindAProxyThatAnnouncesAnEmptyBodyLogsOutWithTheAccessToken() {
        Answer logout =
                client.logoutByAccessToken(login.accessToken(), BodyPublishers.fromPublisher(BodyPublishers.noBody()));

        assertThat(logout.status()).isEqualTo(204);
        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_invalid");
    }

    @Test
    void clientLogsOutWithAnExpiredAccessToken() {
        String expired = TestTokens.of(service).session(sid(login)).expired().text();

        assertThat(client.logoutByAccessToken(expired).status()).isEqualTo(204);
        assertThat(entries(login)).isEqualTo(1);
    }

    @Test
    void clientLogsOutWithASpentRefreshToken() {
        Answer refreshed = client.refresh(login.refreshToken());

        assertThat(client.logout(login.refreshToken()).status()).isEqualTo(204);
        assertThat(client.refresh(refreshed.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void secondLogoutIsAnsweredAlikeAndRecordsNothing() {
        assertThat(client.logout(login.refreshToken()).status()).isEqualTo(204);
        assertThat(client.logout(login.refreshToken()).status()).isEqualTo(204);
        assertThat(client.logoutByAccessToken(login.accessToken()).status()).isEqualTo(204);

        assertThat(entries(login)).isEqualTo(1);
    }

    @Test
    void entryLivesUntilTheLastTokenOfTheSessionHasExpired() {
        client.logout(login.refreshToken());

        long score = service.count(
                "SELECT score FROM revocation_entry WHERE covered = ?",
                sid(login).toString());
        long sessionEnd = service.count("SELECT expires_at FROM login_session WHERE id = ?", sid(login));
        assertThat(score).isEqualTo(sessionEnd + Duration.ofMinutes(5).toMillis());
    }

    @Test
    void sessionThatTheDatabaseHasForgottenIsRevokedByItsToken() {
        UUID forgotten = UUID.randomUUID();
        String token = TestTokens.of(service).session(forgotten).text();

        assertThat(client.logoutByAccessToken(token).status()).isEqualTo(204);
        assertThat(client.logoutByAccessToken(token).status()).isEqualTo(204);

        assertThat(service.count("SELECT count(*) FROM revocation_entry WHERE covered = ?", forgotten.toString()))
                .isEqualTo(1);
    }

    @Test
    void strangersTokenEndsNothing() {
        String strangers =
                TestTokens.of(service).session(sid(login)).bySomebodyElse().text();

        Answer refused = client.logoutByAccessToken(strangers);

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("token_invalid");
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"portcullis\", error=\"invalid_token\"");
        assertThat(client.refresh(login.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void logoutWithoutAnyTokenIsRefused() {
        Answer refused = client.post("/api/logout", Map.of());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("credential_missing");
        assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"portcullis\"");
    }

    @Test
    void logoutWhileRedisHangsIsPendingAndNotLost() {
        redis.pause();
        Answer pending;
        try {
            pending = client.logout(login.refreshToken());
        } finally {
            redis.resume();
        }

        assertThat(pending.status()).isEqualTo(503);
        assertThat(pending.code()).isEqualTo("revocation_pending");
        assertThat(Integer.parseInt(pending.header("Retry-After"))).isPositive();
        assertThat(entries(login)).isEqualTo(1);
        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_invalid");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.logout(login.refreshToken()).status() == 204);
        assertThat(entries(login)).isEqualTo(1);
    }

    private long entries(Answer of) {
        return service.count(
                "SELECT count(*) FROM revocation_entry WHERE kind = 'session' AND covered = ?", sid(of).toString());
    }

    private static UUID sid(Answer of) {
        return UUID.fromString(of.claims().path("sid").asString());
    }
}

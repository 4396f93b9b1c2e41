package dev.portcullis.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.WithAuthService;
import dev.portcullis.testing.RealRedis;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(WithAuthService.class)
class RefreshIT {

    private final AuthService service;
    private final AuthClient client;
    private final RealRedis redis;
    private Answer login;

    RefreshIT(AuthService service, AuthClient client, RealRedis redis) {
        this.service = service;
        this.client = client;
        this.redis = redis;
    }

    @BeforeEach
    void login() {
        login = client.login();
        assertThat(login.status()).isEqualTo(200);
    }

    @Test
    void clientGetsANewPairThatNobodyMayStore() {
        Answer refreshed = client.refresh(login.refreshToken());

        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(refreshed.header("Cache-Control")).isEqualTo("no-store");
        assertThat(refreshed.refreshToken()).isNotEqualTo(login.refreshToken());
        assertThat(refreshed.accessToken()).isNotEqualTo(login.accessToken());
        assertThat(refreshed.claims().path("sid")).isEqualTo(login.claims().path("sid"));
        assertThat(refreshed.text("tokenType")).isEqualTo("Bearer");
        assertThat(refreshed.json().path("expiresIn").asInt()).isEqualTo(900);
    }

    @Test
    void secondTabGetsTheCurrentTokenOfTheFamily() {
        Answer first = client.refresh(login.refreshToken());
        Answer second = client.refresh(login.refreshToken());

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.refreshToken()).isEqualTo(first.refreshToken());
    }

    @Test
    void firstTokenYieldsTheCurrentOneAfterThreeRotationsWithinTheGrace() {
        Answer second = client.refresh(login.refreshToken());
        Answer third = client.refresh(second.refreshToken());
        Answer fourth = client.refresh(third.refreshToken());

        assertThat(client.refresh(login.refreshToken()).refreshToken()).isEqualTo(fourth.refreshToken());
        assertThat(client.refresh(fourth.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void hundredParallelUsesOfOneTokenAllSucceedAndLeaveTheSessionAlive() {
        List<CompletableFuture<Answer>> racing = IntStream.range(0, 100)
                .mapToObj(i -> client.refreshing(login.refreshToken()))
                .toList();
        List<Answer> answers = racing.stream().map(CompletableFuture::join).toList();

        assertThat(answers).extracting(Answer::status).containsOnly(200);
        assertThat(answers.stream().map(Answer::refreshToken).distinct()).hasSize(1);
        assertThat(client.refresh(answers.get(0).refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void tokenThatWasSpentBeforeTheGraceEndsItsSession() {
        Answer current = client.refresh(login.refreshToken());
        letTheGracePass();

        Answer thief = client.refresh(login.refreshToken());

        assertThat(thief.status()).isEqualTo(401);
        assertThat(thief.code()).isEqualTo("refresh_token_reused");
        assertThat(client.refresh(current.refreshToken()).code()).isEqualTo("refresh_token_invalid");
        assertThat(revocations(login)).isEqualTo(1);
        assertThat(redis.cli("ZSCORE", service.list(), member(login))).isNotEmpty();
    }

    @Test
    void tokenOfAPrunedGenerationEndsItsSession() {
        Answer second = client.refresh(login.refreshToken());
        letTheGracePass();
        Answer third = client.refresh(second.refreshToken());
        assertThat(service.count("SELECT count(*) FROM spent_refresh_token WHERE session_id = ?", sid(login)))
                .isEqualTo(1);

        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_reused");
        assertThat(client.refresh(third.refreshToken()).status()).isEqualTo(401);
    }

    @Test
    void sessionIsOverAtItsAbsoluteEnd() {
        service.update("UPDATE login_session SET expires_at = ? WHERE id = ?", System.currentTimeMillis(), sid(login));

        assertThat(client.refresh(login.refreshToken()).code()).isEqualTo("refresh_token_invalid");
    }

    @Test
    void accessTokenOutlivesNoSession() {
        long end = System.currentTimeMillis() + 60_000;
        service.update("UPDATE login_session SET expires_at = ? WHERE id = ?", end, sid(login));

        Answer refreshed = client.refresh(login.refreshToken());

        assertThat(refreshed.claims().path("exp").asLong()).isEqualTo(end / 1000);
        assertThat(refreshed.json().path("expiresIn").asLong()).isBetween(58L, 60L);
    }

    @Test
    void accessTokenIsNoRefreshToken() {
        assertThat(client.refresh(login.accessToken()).code()).isEqualTo("refresh_token_invalid");
        assertThat(client.refresh(login.refreshToken()).status()).isEqualTo(200);
    }

    @Test
    void holderOfOneGenerationCannotWriteTheNext() {
        String[] parts = login.refreshToken().split("\\.");

        Answer forged = client.refresh(parts[0] + ".1." + parts[2]);

        assertThat(forged.status()).isEqualTo(401);
        assertThat(forged.code()).isEqualTo("refresh_token_invalid");
        assertThat(client.refresh(login.refreshToken()).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "..", "a.0.b", "é", "0.0.0"})
    void nonsenseIsRefusedAlike(String nonsense) {
        Answer answer = client.refresh(nonsense);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("refresh_token_invalid");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void refreshInFlightLosesToALogout() {
        for (int round = 0; round < 30; round++) {
            Answer session = round == 0 ? login : client.login();
            List<CompletableFuture<Answer>> refreshes = Stream.generate(() -> session.refreshToken())
                    .limit(5)
                    .map(client::refreshing)
                    .toList();
            Answer logout = client.logout(session.refreshToken());
            List<Answer> answers =
                    refreshes.stream().map(CompletableFuture::join).toList();

            assertThat(logout.status()).isEqualTo(204);
            assertThat(answers)
                    .extracting(Answer::status)
                    .containsAnyOf(200, 401)
                    .isSubsetOf(200, 401);
            assertThat(answers.stream().filter(answer -> answer.status() == 200))
                    .allSatisfy(late -> {
                        assertThat(client.refresh(late.refreshToken()).status()).isEqualTo(401);
                        assertThat(late.claims().path("sid"))
                                .isEqualTo(session.claims().path("sid"));
                    });
        }
    }

    /** H2 waits on the thread that asks, and the pool once handed all connections to the one that waited. */
    @Test
    void requestsThatWaitForARowStallNobodyElse() {
        Answer other = client.login();
        List<CompletableFuture<Answer>> waiting =
                service.whileLocked("SELECT id FROM login_session WHERE id = ? FOR UPDATE", sid(login), () -> {
                    List<CompletableFuture<Answer>> sent = Stream.generate(
                                    () -> client.refreshing(login.refreshToken()))
                            .limit(6)
                            .toList();
                    for (int round = 0; round < 10; round++) {
                        assertThat(client.logout(other.refreshToken()).status()).isEqualTo(204);
                        assertThat(client.get("/.well-known/jwks.json").status())
                                .isEqualTo(200);
                    }
                    assertThat(sent).noneMatch(CompletableFuture::isDone);
                    return sent;
                });

        assertThat(waiting)
                .extracting(CompletableFuture::join)
                .extracting(Answer::status)
                .containsOnly(200);
    }

    private void letTheGracePass() {
        service.update("UPDATE spent_refresh_token SET spent_at = spent_at - 10001 WHERE session_id = ?", sid(login));
    }

    private long revocations(Answer of) {
        return service.count(
                "SELECT count(*) FROM revocation_entry WHERE kind = 'session' AND covered = ?", sid(of).toString());
    }

    private static UUID sid(Answer of) {
        return UUID.fromString(of.claims().path("sid").asString());
    }

    private static String member(Answer of) {
        return new dev.portcullis.revocation.Covered.Session("http://localhost:9000", sid(of).toString()).member();
    }
}

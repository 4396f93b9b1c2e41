package dev.portcullis.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.auth.WithAuthService;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithAuthService.class)
class UsersIT {

    private final AuthService service;
    private final AuthClient client;
    private final String name = "user-" + UUID.randomUUID();
    private Answer admin;

    UsersIT(AuthService service, AuthClient client) {
        this.service = service;
        this.client = client;
    }

    @BeforeEach
    void login() {
        admin = client.login();
    }

    @Test
    void administratorMakesAUserWhoThenLogsIn() {
        Answer created = client.createUser(
                admin.accessToken(),
                Map.of(
                        "username",
                        name,
                        "password",
                        "pw",
                        "roles",
                        List.of("clerk"),
                        "scopes",
                        List.of("orders:read")));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.header("Cache-Control")).isEqualTo("no-store");
        assertThat(created.response().body()).doesNotContain("pw\"", "argon2");
        Answer login = client.login(name, "pw");
        assertThat(login.claims().path("sub").asString()).isEqualTo(created.text("id"));
        assertThat(login.claims().path("scope").asString()).isEqualTo("orders:read");
        assertThat(login.claims().path("roles").get(0).asString()).isEqualTo("clerk");
    }

    @Test
    void rolesAndScopesAreNoneUnlessGiven() {
        assertThat(client.createUser(admin.accessToken(), user()).status()).isEqualTo(201);

        assertThat(client.login(name, "pw").claims().path("scope").asString()).isEmpty();
        assertThat(client.login(name, "pw").claims().path("roles").isEmpty()).isTrue();
    }

    @Test
    void takenNameIsAConflictHoweverItIsWritten() {
        client.createUser(admin.accessToken(), user());

        Answer second = client.createUser(
                admin.accessToken(), Map.of("username", name.toUpperCase(java.util.Locale.ROOT), "password", "other"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("username_taken");
        assertThat(client.login(name, "pw").status()).isEqualTo(200);
    }

    @Test
    void userWithoutTheScopeIsRefused() {
        client.createUser(admin.accessToken(), user());

        Answer refused = client.createUser(client.login(name, "pw").accessToken(), Map.of());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("insufficient_scope");
        assertThat(refused.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"portcullis\", error=\"insufficient_scope\", scope=\"users:write\"");
    }

    @Test
    void revokedTokenIsRefusedAtOnce() {
        client.logout(admin.refreshToken());

        Answer refused = client.createUser(admin.accessToken(), user());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("token_revoked");
    }

    @Test
    void tokenIsCheckedInEveryRespect() {
        assertThat(create(TestTokens.of(service)).status()).isEqualTo(201);

        assertThat(create(TestTokens.of(service).expired()).code()).isEqualTo("token_expired");
        assertThat(create(TestTokens.of(service).audience("other")).code()).isEqualTo("token_invalid");
        assertThat(create(TestTokens.of(service).issuer("http://other")).code()).isEqualTo("token_invalid");
        assertThat(create(TestTokens.of(service).bySomebodyElse()).code()).isEqualTo("token_invalid");
    }

    @Test
    void refreshTokenIsNoAccessToken() {
        assertThat(client.createUser(admin.refreshToken(), user()).code()).isEqualTo("token_invalid");
    }

    @Test
    void callerWithoutATokenIsRefused() {
        Answer refused = client.post("/admin/users", user());

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("credential_missing");
    }

    private Answer create(TestTokens token) {
        return client.createUser(token.text(), user());
    }

    private Map<String, String> user() {
        return Map.of("username", name, "password", "pw");
    }
}

package dev.portcullis.auth.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.WithAuthService;
import dev.portcullis.auth.settings.BadConfiguration;
import dev.portcullis.testing.RealRedis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;

@ExtendWith(WithAuthService.class)
class KeyIT {

    private final RealRedis redis;
    private final String database = AuthService.newDatabase();
    private final Map<String, String> keys = new HashMap<>(AuthService.keys());

    KeyIT(RealRedis redis) {
        this.redis = redis;
    }

    @Test
    void twoInstancesThatStartTogetherShareOneKeyOneAdministratorAndAllSessions() {
        CompletableFuture<AuthService> starting = CompletableFuture.supplyAsync(this::start);
        try (AuthService one = start();
                AuthService two = starting.join()) {
            assertThat(one.count("SELECT count(*) FROM signing_key")).isEqualTo(1);
            assertThat(one.count("SELECT count(*) FROM account")).isEqualTo(1);
            assertThat(one.rows("SELECT sealed_jwk FROM signing_key").toString())
                    .doesNotContain("\"d\"");
            assertThat(keySet(one)).isEqualTo(keySet(two));
            Answer login = one.client().login();
            Answer refreshed = two.client().refresh(login.refreshToken());
            assertThat(refreshed.status()).isEqualTo(200);
            assertThat(one.client().logoutByAccessToken(refreshed.accessToken()).status())
                    .isEqualTo(204);
        }
    }

    @Test
    void ofManyFirstKeysOneAloneIsMade() {
        try (AuthService service = start()) {
            service.update("DELETE FROM signing_key");
            KeyRows rows = service.bean(KeyRows.class);

            List<String> kids = Flux.range(0, 8)
                    .flatMap(i -> rows.loadOrCreate(), 8)
                    .map(loaded -> loaded.get(0).getKeyID())
                    .collectList()
                    .blockOptional()
                    .orElseThrow();

            assertThat(kids).hasSize(8).containsOnly(kids.get(0));
            assertThat(service.count("SELECT count(*) FROM signing_key")).isEqualTo(1);
        }
    }

    @Test
    void keyThatOpensNothingStopsTheStart() {
        start().close();
        keys.put("PORTCULLIS_KEY_ENCRYPTION_KEY", AuthService.key());

        assertThatThrownBy(this::start)
                .rootCause()
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining("PORTCULLIS_KEY_ENCRYPTION_KEY does not open the signing key");
    }

    @Test
    void restartKeepsKeyAndAdministratorsPassword() {
        String before;
        try (AuthService first = start()) {
            before = keySet(first);
        }
        try (AuthService second = start("--PORTCULLIS_ADMIN_PASSWORD=another password")) {
            assertThat(keySet(second)).isEqualTo(before);
            assertThat(second.client().login().status()).isEqualTo(200);
            assertThat(second.client()
                            .login(AuthService.ADMIN, "another password")
                            .status())
                    .isEqualTo(401);
        }
    }

    private AuthService start(String... arguments) {
        return AuthService.on(database, keys, redis, arguments);
    }

    private static String keySet(AuthService service) {
        return service.client().get("/.well-known/jwks.json").response().body();
    }
}

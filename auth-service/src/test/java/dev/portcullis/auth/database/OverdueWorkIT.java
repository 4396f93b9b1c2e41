package dev.portcullis.auth.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.testing.RealRedis;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A database that is so slow that a caller has been told so before the caller's turn came. */
class OverdueWorkIT {

    private final RealRedis redis = RealRedis.start();
    private final AuthService service =
            AuthService.start(redis, "--spring.r2dbc.pool.initial-size=1", "--spring.r2dbc.pool.max-size=1");
    private final AuthClient client = service.client();

    @AfterEach
    void end() {
        service.close();
        redis.close();
    }

    @Test
    void actThatWasRefusedBeforeItBeganIsNotCarriedOutLater() {
        Answer holding = client.login();
        Answer overdue = client.login();
        Answer later = client.login();
        awaitConnectionsInUse(0);

        Answer refused =
                service.whileLocked("SELECT id FROM login_session WHERE id = ? FOR UPDATE", session(holding), () -> {
                    client.loggingOut(holding.refreshToken());
                    awaitConnectionsInUse(1);
                    return client.logout(overdue.refreshToken());
                });

        assertThat(refused.code()).isEqualTo("database_unavailable");
        assertThat(client.logout(later.refreshToken()).status()).isEqualTo(204);
        assertThat(entriesFor(overdue)).isZero();
        assertThat(entriesFor(holding)).isEqualTo(1);
        assertThat(client.logout(overdue.refreshToken()).status()).isEqualTo(204);
    }

    private void awaitConnectionsInUse(int connections) {
        PoolMetrics metrics = service.bean(ConnectionPool.class).getMetrics().orElseThrow();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> metrics.acquiredSize() == connections);
    }

    private static UUID session(Answer login) {
        return UUID.fromString(login.claims().path("sid").asString());
    }

    private long entriesFor(Answer login) {
        return service.count(
                "SELECT count(*) FROM revocation_entry WHERE covered = ?",
                session(login).toString());
    }
}

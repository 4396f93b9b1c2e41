package dev.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.testing.RealRedis;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What the start waits for. */
@ExtendWith(OutputCaptureExtension.class)
class ReadyingIT {

    @Test
    void databaseThatAnswersLateMakesTheStartWaitAndSayWhy(CapturedOutput output) throws SQLException {
        String database = AuthService.newDatabase();
        Map<String, String> keys = AuthService.keys();
        try (RealRedis redis = RealRedis.start()) {
            AuthService.on(database, keys, redis).close();
            try (Connection other = TestDatabase.CHOSEN.connect(database)) {
                other.createStatement().executeUpdate("DELETE FROM signing_key");
                other.setAutoCommit(false);
                other.createStatement()
                        .executeUpdate("INSERT INTO signing_key (kid, ordinal, sealed_jwk, created_at)"
                                + " VALUES ('another''s', 1, 'x', 1)");
                CompletableFuture<AuthService> starting =
                        CompletableFuture.supplyAsync(() -> AuthService.on(database, keys, redis));
                Awaitility.await()
                        .atMost(Duration.ofMinutes(1))
                        .until(() -> starting.isDone() || output.toString().contains("the start waits for it"));

                other.rollback();

                try (AuthService service = starting.join()) {
                    assertThat(service.client().login().status()).isEqualTo(200);
                }
            }
        }
    }
}

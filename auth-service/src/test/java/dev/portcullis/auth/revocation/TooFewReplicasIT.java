package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthService;
import dev.portcullis.testing.RealRedis;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A Redis that takes every write, and whose replica is gone. */
@ExtendWith(OutputCaptureExtension.class)
class TooFewReplicasIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String WORSE = "Revocations cannot be published to Redis";

    @Test
    void operatorIsToldOnceThatNothingIsConfirmed(CapturedOutput output) {
        try (RealRedis redis = RealRedis.start();
                RealRedis replica = RealRedis.start();
                AuthService service = AuthService.start(
                        redis,
                        "--portcullis.auth.revocation.replicas=1",
                        "--portcullis.auth.revocation.publish-timeout=500ms")) {
            Awaitility.await().atMost(LIMIT).until(() -> output.toString().contains(WORSE));
            assertThat(logout(service)).isEqualTo(503);

            replica.cli("REPLICAOF", redis.host(), String.valueOf(redis.port()));

            Awaitility.await().atMost(LIMIT).until(() -> logout(service) == 204);
            assertThat(output.toString().split(WORSE, -1)).hasSize(2);
        }
    }

    private static int logout(AuthService service) {
        return service.client().logout(service.client().login().refreshToken()).status();
    }
}

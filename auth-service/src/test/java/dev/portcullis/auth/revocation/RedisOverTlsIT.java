package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.testing.AclLine;
import dev.portcullis.testing.RedisOverTls;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The service as the user of {@code docs/redis.md}, over TLS. */
final class RedisOverTlsIT {

    private static final String USER = "portcullis-auth";

    @Test
    void logoutIsConfirmedOverTlsWithTheLeastRightsAlsoAfterAFlush() {
        try (RedisOverTls redis = RedisOverTls.start("ip:127.0.0.1");
                AuthService service = AuthService.start(
                        redis,
                        "--spring.data.redis.username=" + USER,
                        "--spring.data.redis.password=" + AclLine.PASSWORD,
                        "--spring.data.redis.ssl.bundle=redis",
                        "--spring.ssl.bundle.pem.redis.truststore.certificate=file:" + redis.certificate())) {
            String prefix = service.list().replace(":list", "");
            AuthClient client = service.client();
            assertThat(logout(client).status()).isEqualTo(503); // there is no such user yet

            AclLine.of(USER, redis).under(prefix).set(redis);
            await().atMost(Duration.ofSeconds(30)).until(() -> logout(client).status() == 204);
            redis.cli("ACL", "LOG", "RESET");
            redis.cli("FLUSHALL");

            await().atMost(Duration.ofSeconds(30)).until(() -> logout(client).status() == 204);
            assertThat(redis.cli("ZCARD", service.list())).isNotEqualTo("0");
            assertThat(redis.cli("ACL", "LOG")).isEmpty();
        }
    }

    private static Answer logout(AuthClient client) {
        String token = client.login().accessToken();
        return client.send(client.request("/api/logout")
                        .header("Authorization", "Bearer " + token)
                        .POST(BodyPublishers.noBody()))
                .join();
    }
}

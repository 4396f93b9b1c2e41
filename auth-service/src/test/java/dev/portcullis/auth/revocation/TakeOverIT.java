package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.revocation.Covered;
import dev.portcullis.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Two services on one database, of which one commits and never publishes: to the other it died in between. */
class TakeOverIT {

    @Test
    void entryThatItsOwnServiceCommittedAndCouldNotPublishIsPublishedByTheOther() {
        String database = AuthService.newDatabase();
        Map<String, String> keys = AuthService.keys();
        UUID session = UUID.randomUUID();
        try (RealRedis dead = RealRedis.start();
                RealRedis alive = RealRedis.start();
                AuthService other = AuthService.on(database, keys, alive)) {
            dead.kill();
            String token;
            try (AuthService dying = AuthService.on(database, keys, dead)) {
                token = TestTokens.of(dying).session(session).text();
                Answer pending = dying.client().logoutByAccessToken(token, BodyPublishers.noBody());
                assertThat(pending.code()).isEqualTo("revocation_pending");
            }

            Covered covered = new Covered.Session("http://localhost:9000", session.toString());
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() ->
                            !alive.cli("ZSCORE", other.list(), covered.member()).isEmpty());
            assertThat(other.client()
                            .logoutByAccessToken(token, BodyPublishers.noBody())
                            .status())
                    .isEqualTo(204);
            assertThat(other.count("SELECT head FROM revocation_head")).isEqualTo(1);
        }
    }
}

package dev.portcullis.auth.backchannel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.WithAuthService;
import dev.portcullis.auth.database.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithAuthService.class)
class SeenTokensIT {

    private final AuthService service;
    private final Database database;

    SeenTokensIT(AuthService service) {
        this.service = service;
        this.database = service.bean(Database.class);
    }

    /** Whether a token has expired is told by an instance's clock, so that by that alone it may be taken again. */
    @Test
    void databaseWhoseClockRanAheadForgetsNoTokenThatIsStillTaken() {
        LogoutToken old = token(Duration.ofMinutes(-3));
        take(old, Duration.ZERO);

        take(token(Duration.ofMinutes(1)), Duration.ofMinutes(-10));
        assertThat(isKept(old)).isTrue();

        take(token(Duration.ofMinutes(1)), Duration.ZERO);
        assertThat(isKept(old)).isFalse();
    }

    private static LogoutToken token(Duration expiresIn) {
        long expiresAt = System.currentTimeMillis() + expiresIn.toMillis();
        return new LogoutToken(
                "https://idp.example.com",
                UUID.randomUUID().toString(),
                expiresAt,
                Optional.of("sid"),
                Optional.empty());
    }

    /** By an instance whose clock is that much ahead of the database's. */
    private void take(LogoutToken token, Duration ahead) {
        SeenTokens seen = new SeenTokens(database, InstantSource.offset(InstantSource.system(), ahead));
        database.inTransaction(seen.take(token, 1)).block(Duration.ofSeconds(30));
    }

    private boolean isKept(LogoutToken token) {
        return service.count("SELECT count(*) FROM seen_logout_token WHERE id = ?", token.id()) == 1;
    }
}

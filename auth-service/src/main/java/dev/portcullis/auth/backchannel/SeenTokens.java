package dev.portcullis.auth.backchannel;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Logout tokens that were taken, kept for all instances until they have expired. Runs inside the caller's transaction. */
@Component
final class SeenTokens {

    /** With each token that is taken so many go that have expired: the table never grows for long. */
    private static final int FORGOTTEN_AT_ONCE = 100;

    private final Database database;
    private final InstantSource clock;

    SeenTokens(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What became of a token that was taken.
     *
     * @param entry the number of what it revoked
     * @param acknowledged whether its provider was told that every gateway knows
     */
    record Seen(long entry, boolean acknowledged) {}

    /** Fails with a {@link org.springframework.dao.DataIntegrityViolationException} where it was taken before. */
    Mono<Long> take(LogoutToken token, long entry) {
        return forget().then(database.changed(
                database.sql("INSERT INTO seen_logout_token (id, entry, acknowledged, expires_at)"
                                + " VALUES (:id, :entry, FALSE, :expiresAt)")
                        .bind("id", token.id())
                        .bind("entry", entry)
                        .bind("expiresAt", token.expiresAt() + Provider.SKEW.toMillis())));
    }

    Mono<Optional<Seen>> find(LogoutToken token) {
        return database.first(database.sql("SELECT entry, acknowledged FROM seen_logout_token WHERE id = :id")
                .bind("id", token.id())
                .map(row -> new Seen(Rows.number(row, "entry"), Rows.required(row, "acknowledged", Boolean.class)))
                .all());
    }

    Mono<Long> acknowledge(LogoutToken token) {
        return database.changed(database.sql("UPDATE seen_logout_token SET acknowledged = TRUE WHERE id = :id")
                .bind("id", token.id()));
    }

    /**
     * Once both clocks say that no instance would still take it, and a minute later: by a database's that ran ahead alone a
     * token could be taken again.
     */
    private Mono<Long> forget() {
        return database.changed(database.sql("DELETE FROM seen_logout_token WHERE id IN (SELECT id FROM"
                        + " seen_logout_token WHERE expires_at < LEAST(clock_millis(), :here) - 60000"
                        + " ORDER BY expires_at LIMIT :most)")
                .bind("here", clock.millis())
                .bind("most", FORGOTTEN_AT_ONCE));
    }
}

package dev.portcullis.auth.session;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import io.r2dbc.spi.Readable;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Sessions and spent generations in the database. Every method runs inside the caller's transaction. */
@Component
final class SessionRows {

    private static final String COLUMNS = "SELECT id, account_id, generation, expires_at, ended_at FROM login_session ";

    private final Database database;

    SessionRows(Database database) {
        this.database = database;
    }

    Mono<Optional<Session>> find(Seed seed) {
        return database.first(database.sql(COLUMNS + "WHERE seed_hash = :hash")
                .bind("hash", seed.hash())
                .map(SessionRows::session)
                .all());
    }

    /** The row as it is once nobody else can change it any more. */
    Mono<Optional<Session>> lock(UUID id) {
        return database.first(database.sql(COLUMNS + "WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map(SessionRows::session)
                .all());
    }

    Mono<Long> insert(Session session, Seed seed, long now) {
        return database.changed(database.sql("INSERT INTO login_session (id, account_id, seed_hash, generation,"
                        + " created_at, last_used_at, expires_at)"
                        + " VALUES (:id, :account, :hash, :generation, :now, :now, :expiresAt)")
                .bind("id", session.id())
                .bind("account", session.account())
                .bind("hash", seed.hash())
                .bind("generation", session.generation())
                .bind("now", now)
                .bind("expiresAt", session.expiresAt()));
    }

    Mono<Long> end(UUID id) {
        return database.changed(
                database.sql("UPDATE login_session SET ended_at = clock_millis() WHERE id = :id AND ended_at IS NULL")
                        .bind("id", id));
    }

    Mono<Long> endAllOf(UUID account) {
        return database.changed(database.sql(
                        "UPDATE login_session SET ended_at = clock_millis() WHERE account_id = :account AND ended_at IS NULL")
                .bind("account", account));
    }

    Mono<Long> setGeneration(Session session, long now) {
        return database.changed(
                database.sql("UPDATE login_session SET generation = :generation, last_used_at = :now WHERE id = :id")
                        .bind("generation", session.generation())
                        .bind("now", now)
                        .bind("id", session.id()));
    }

    Mono<Optional<Long>> spentAt(UUID id, long generation) {
        return database.first(database.sql(
                        "SELECT spent_at FROM spent_refresh_token WHERE session_id = :id AND generation = :generation")
                .bind("id", id)
                .bind("generation", generation)
                .map(row -> Rows.number(row, "spent_at"))
                .all());
    }

    Mono<Long> spend(Session session, long now) {
        return database.changed(database.sql("INSERT INTO spent_refresh_token (session_id, generation, spent_at)"
                        + " VALUES (:id, :generation, :now)")
                .bind("id", session.id())
                .bind("generation", session.generation())
                .bind("now", now));
    }

    /** Past the grace a row says no more than its absence does. */
    Mono<Long> forgetSpentBefore(UUID id, long instant) {
        return database.changed(
                database.sql("DELETE FROM spent_refresh_token WHERE session_id = :id AND spent_at < :instant")
                        .bind("id", id)
                        .bind("instant", instant));
    }

    private static Session session(Readable row) {
        return new Session(
                Rows.required(row, "id", UUID.class),
                Rows.required(row, "account_id", UUID.class),
                Rows.number(row, "generation"),
                Rows.number(row, "expires_at"),
                Rows.optionalNumber(row, "ended_at").isPresent());
    }
}

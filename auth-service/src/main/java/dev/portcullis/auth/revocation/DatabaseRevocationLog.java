package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.RevocationLog;
import io.r2dbc.spi.Readable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The log as the database keeps it. It reads by {@code spring.r2dbc.url} alone, which must name the primary: what a
 * standby says of the head may be old (rule D2).
 */
@Component
final class DatabaseRevocationLog implements RevocationLog {

    private static final String HEAD = "SELECT epoch, head, chain FROM revocation_head WHERE id = 1";

    private final Database database;

    DatabaseRevocationLog(@Qualifier("databaseAhead") Database database) {
        this.database = database;
    }

    @Override
    public Mono<LogHead> head() {
        return database.inTransaction(
                database.sql(HEAD).map(DatabaseRevocationLog::headOf).one());
    }

    @Override
    public Flux<LogEntry> after(long number, int limit) {
        return database.inTransaction(database.sql("SELECT number, member, score, chain FROM revocation_entry"
                                + " WHERE number > :number ORDER BY number LIMIT :limit")
                        .bind("number", number)
                        .bind("limit", limit)
                        .map(DatabaseRevocationLog::entryOf)
                        .all()
                        .collectList())
                .flatMapIterable(entries -> entries);
    }

    @Override
    public Mono<Void> raiseEpochAbove(long epoch) {
        return database.inTransaction(Database.changed(database.sql("UPDATE revocation_head"
                                + " SET epoch = GREATEST(:epoch + 1, clock_millis()) WHERE id = 1 AND epoch <= :epoch")
                        .bind("epoch", epoch)))
                .then();
    }

    /** Of a row of {@code revocation_head}. */
    static LogHead headOf(Readable row) {
        return new LogHead(Rows.number(row, "epoch"), Rows.number(row, "head"), new Chain(Rows.text(row, "chain")));
    }

    private static LogEntry entryOf(Readable row) {
        return new LogEntry(
                Rows.number(row, "number"),
                Rows.text(row, "member"),
                Rows.number(row, "score"),
                new Chain(Rows.text(row, "chain")));
    }
}

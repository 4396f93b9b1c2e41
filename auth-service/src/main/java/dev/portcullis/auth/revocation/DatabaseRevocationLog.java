package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogSpan;
import dev.portcullis.revocation.RevocationLog;
import io.r2dbc.spi.Readable;
import java.util.List;
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

    static final String HEAD = "SELECT epoch, head, chain FROM revocation_head WHERE id = 1";

    private final Database database;

    DatabaseRevocationLog(@Qualifier("databaseAhead") Database database) {
        this.database = database;
    }

    @Override
    public Mono<LogHead> head() {
        return database.inTransaction(database.one(database.sql(HEAD).map(DatabaseRevocationLog::headOf)));
    }

    @Override
    public Mono<LogSpan> span() {
        return database.inTransaction(database.one(
                database.sql("SELECT epoch, head, chain, base, base_chain FROM revocation_head WHERE id = 1")
                        .map(row -> new LogSpan(baseOf(row), headOf(row)))));
    }

    @Override
    public Flux<LogEntry> after(long number, int limit) {
        return database.inTransaction(
                        database.list(database.sql("SELECT number, member, score, chain FROM revocation_entry"
                                        + " WHERE number > :number ORDER BY number LIMIT :limit")
                                .bind("number", number)
                                .bind("limit", limit)
                                .map(DatabaseRevocationLog::entryOf)))
                .flatMapIterable(entries -> entries);
    }

    /**
     * The head and what follows {@code number} up to it, at most {@code limit} entries. One statement, so that both are of
     * one instant: of two, the second could already see another history than the head of the first belongs to.
     */
    Mono<Page> page(long number, int limit) {
        return database.inTransaction(database.sql(
                                "SELECT h.epoch, h.head, h.chain AS head_chain, h.base, h.base_chain, e.number, e.member, e.score, e.chain"
                                        + " FROM revocation_head h LEFT JOIN revocation_entry e"
                                        + " ON e.number > :number AND e.number <= h.head"
                                        + " WHERE h.id = 1 ORDER BY e.number LIMIT :limit")
                        .bind("number", number)
                        .bind("limit", limit)
                        .map(DatabaseRevocationLog::pageOf)
                        .all()
                        .collectList())
                .map(rows -> new Page(
                        rows.get(0).head(),
                        rows.get(0).base(),
                        rows.stream().flatMap(row -> row.entries().stream()).toList()));
    }

    /** Both ends of the log, and entries of the same instant. */
    record Page(LogHead head, LogBase base, List<LogEntry> entries) {}

    private static Page pageOf(Readable row) {
        LogHead head = new LogHead(
                Rows.number(row, "epoch"), Rows.number(row, "head"), new Chain(Rows.text(row, "head_chain")));
        return new Page(
                head, baseOf(row), Rows.optionalNumber(row, "number").isPresent() ? List.of(entryOf(row)) : List.of());
    }

    @Override
    public Mono<Void> raiseEpochAbove(long epoch) {
        return database.inTransaction(database.changed(database.sql("UPDATE revocation_head"
                                + " SET epoch = GREATEST(:epoch + 1, clock_millis()) WHERE id = 1 AND epoch <= :epoch")
                        .bind("epoch", epoch)))
                .then();
    }

    /** Of a row of {@code revocation_head}. */
    static LogHead headOf(Readable row) {
        return new LogHead(Rows.number(row, "epoch"), Rows.number(row, "head"), new Chain(Rows.text(row, "chain")));
    }

    private static LogBase baseOf(Readable row) {
        return new LogBase(Rows.number(row, "base"), new Chain(Rows.text(row, "base_chain")));
    }

    private static LogEntry entryOf(Readable row) {
        return new LogEntry(
                Rows.number(row, "number"),
                Rows.text(row, "member"),
                Rows.number(row, "score"),
                new Chain(Rows.text(row, "chain")));
    }
}

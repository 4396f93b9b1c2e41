package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The log's rows. Every method runs inside the caller's transaction. */
@Component
final class EntryRows {

    private final Database database;

    EntryRows(Database database) {
        this.database = database;
    }

    /** Nobody else appends, prunes or raises the epoch before the surrounding transaction has ended (rule D1). */
    Mono<LogHead> lockHead() {
        return head(" FOR UPDATE");
    }

    Mono<LogHead> head() {
        return head("");
    }

    private Mono<LogHead> head(String lock) {
        return database.one(database.sql(DatabaseRevocationLog.HEAD + lock).map(DatabaseRevocationLog::headOf));
    }

    Mono<Long> clockMillis() {
        return database.clockMillis();
    }

    /** The first entry that covers as much and has not been lifted. */
    Mono<Optional<Long>> recorded(NewEntry entry) {
        return database.first(database.sql("SELECT e.number FROM revocation_entry e WHERE e.member = :member"
                        + " AND e.score >= :score AND NOT EXISTS (SELECT 1 FROM revocation_entry l"
                        + " WHERE l.member = e.member AND l.score = 0 AND l.number > e.number)"
                        + " ORDER BY e.number LIMIT 1")
                .bind("member", entry.member())
                .bind("score", entry.score())
                .map(row -> Rows.number(row, "number"))
                .all());
    }

    Mono<Optional<Entry>> find(long number) {
        return database.first(database.sql(Entry.COLUMNS + "WHERE e.number = :number")
                .bind("number", number)
                .map(Entry::of)
                .all());
    }

    /** The number of the last entry for the same as {@code entry}. */
    Mono<Long> newestLike(Entry entry) {
        return database.one(database.sql("SELECT MAX(number) AS newest FROM revocation_entry WHERE member = :member")
                .bind("member", entry.member())
                .map(row -> Rows.number(row, "newest")));
    }

    /** Adds the entry onto {@code head}, which must be locked, and gives its number. */
    Mono<Long> append(LogHead head, NewEntry entry) {
        LogEntry next = LogEntry.after(head, entry.member(), entry.score());
        return insert(next, entry).then(advance(next)).then(count(entry)).thenReturn(next.number());
    }

    private Mono<Long> insert(LogEntry next, NewEntry entry) {
        return database.changed(
                database.sql("INSERT INTO revocation_entry (number, kind, issuer, covered, member, score,"
                                + " expires_at, recorded_at, chain, reason) VALUES (:number, :kind, :issuer, :covered, :member,"
                                + " :score, :expiresAt, clock_millis(), :chain, :reason)")
                        .bind("number", next.number())
                        .bind("kind", entry.kind())
                        .bind("issuer", entry.issuer())
                        .bind("covered", entry.name())
                        .bind("member", next.member())
                        .bind("score", next.score())
                        .bind("expiresAt", entry.expiresAt())
                        .bind("chain", next.chain().hex())
                        .bind("reason", entry.reason()));
    }

    private Mono<Long> advance(LogEntry next) {
        return database.changed(database.sql("UPDATE revocation_head SET head = :head, chain = :chain WHERE id = 1")
                .bind("head", next.number())
                .bind("chain", next.chain().hex()));
    }

    private Mono<Long> count(NewEntry entry) {
        return database.changed(database.sql("UPDATE revocation_count SET entries = entries + 1 WHERE kind = :kind")
                .bind("kind", entry.kind()));
    }
}

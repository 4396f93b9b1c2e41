package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import dev.portcullis.revocation.Covered;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Shows the log to administrators. Each method is a transaction of its own and never empty. */
@Component
public final class EntryList {

    private final Database database;
    private final EntryRows rows;

    EntryList(Database database, EntryRows rows) {
        this.database = database;
        this.rows = rows;
    }

    /**
     * Which entries.
     *
     * @param before only entries with a lower number
     * @param limit at most so many
     * @param kind of this kind, or of all
     */
    public record Question(long before, int limit, Optional<Covered.Kind> kind) {}

    /**
     * Entries, the newest first.
     *
     * @param entries as many as were asked for, or all that there are
     * @param counts how many entries of each kind the log holds, those that were lifted and those that lift among them
     */
    public record Answer(List<Entry> entries, Map<String, Long> counts) {}

    /** One entry; none where it never was, or has been pruned. */
    public Mono<Optional<Entry>> find(long number) {
        return database.inTransaction(rows.find(number));
    }

    /** The newest entries that the question asks for. */
    public Mono<Answer> list(Question question) {
        return database.inTransaction(entries(question).zipWith(counts(), Answer::new));
    }

    /** Inside a transaction. */
    Mono<Map<String, Long>> counts() {
        return database.list(database.sql("SELECT kind, entries FROM revocation_count")
                        .map(row -> Map.entry(Rows.text(row, "kind"), Rows.number(row, "entries"))))
                .map(counts -> counts.stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, TreeMap::new)));
    }

    private Mono<List<Entry>> entries(Question question) {
        String ofKind = question.kind().map(kind -> "AND e.kind = :kind ").orElse("");
        GenericExecuteSpec statement = database.sql(
                        Entry.COLUMNS + "WHERE e.number < :before " + ofKind + "ORDER BY e.number DESC LIMIT :limit")
                .bind("before", question.before())
                .bind("limit", question.limit());
        for (Covered.Kind kind : question.kind().stream().toList()) {
            statement = statement.bind("kind", kind.word());
        }
        return database.list(statement.map(Entry::of));
    }
}

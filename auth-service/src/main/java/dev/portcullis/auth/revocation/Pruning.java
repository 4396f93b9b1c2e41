package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Takes expired entries out of the database, from the log's beginning up to the first one that is needed: what is left has
 * no gap, and begins at the base with the base's chain. A lift goes with or after all that it lifts.
 */
@Component
final class Pruning {

    /** How long an entry is kept after its end, should a clock have been wrong. */
    static final Duration MARGIN = Duration.ofMinutes(5);

    /** So few that whoever revokes meanwhile waits for milliseconds. */
    static final int BATCH = 500;

    private static final String DELETED = " FROM revocation_entry WHERE number > :base AND number <= :last";

    private final Database database;
    private final InstantSource clock;

    /** The publisher's connections: the acts' own must not wait for this. */
    Pruning(@Qualifier("databaseAhead") Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Prunes a batch, and says how many entries that were; looks before it locks. Never empty. */
    Mono<Long> prune() {
        return database.inTransaction(reach(""))
                .flatMap(reach -> reach.isEmpty() ? Mono.just(0L) : database.inTransaction(pruneLocked()));
    }

    /** One instance at a time, and no entry is appended meanwhile: the head is locked. */
    private Mono<Long> pruneLocked() {
        return reach(" FOR UPDATE").flatMap(reach -> reach.map(this::delete).orElseGet(() -> Mono.just(0L)));
    }

    /**
     * What a batch takes.
     *
     * @param base the last entry that is gone
     * @param last the last entry that goes
     */
    private record Reach(long base, long last) {

        static Optional<Reach> of(long base, long last) {
            return last > base ? Optional.of(new Reach(base, last)) : Optional.empty();
        }
    }

    private Mono<Optional<Reach>> reach(String lock) {
        return database.one(database.sql("SELECT base, head FROM revocation_head WHERE id = 1" + lock)
                        .map(row -> Reach.of(
                                Rows.number(row, "base"),
                                Math.min(Rows.number(row, "head"), Rows.number(row, "base") + BATCH))))
                .flatMap(most -> most.map(this::upToTheFirstNeeded).orElseGet(() -> Mono.just(Optional.empty())));
    }

    /** Both clocks must say that an entry is over: by a database whose clock ran ahead alone it would go too early. */
    private Mono<Optional<Reach>> upToTheFirstNeeded(Reach most) {
        return database.first(bound(
                                "SELECT number" + DELETED
                                        + " AND expires_at >= LEAST(clock_millis(), :here) - :margin ORDER BY number LIMIT 1",
                                most)
                        .bind("here", clock.millis())
                        .bind("margin", MARGIN.toMillis())
                        .map(row -> Rows.number(row, "number"))
                        .all())
                .map(needed ->
                        Reach.of(most.base(), needed.map(number -> number - 1).orElse(most.last())));
    }

    private Mono<Long> delete(Reach reach) {
        return database.one(database.sql("SELECT chain FROM revocation_entry WHERE number = :last")
                        .bind("last", reach.last())
                        .map(row -> Rows.text(row, "chain")))
                .flatMap(chain -> uncount(reach)
                        .then(database.changed(bound("DELETE" + DELETED, reach)))
                        .delayUntil(deleted -> moveBase(reach.last(), chain)));
    }

    private Mono<Long> uncount(Reach reach) {
        return database.changed(bound(
                "UPDATE revocation_count SET entries = entries - (SELECT COUNT(*)" + DELETED
                        + " AND revocation_entry.kind = revocation_count.kind)",
                reach));
    }

    private Mono<Long> moveBase(long number, String chain) {
        return database.changed(
                database.sql("UPDATE revocation_head SET base = :base, base_chain = :chain WHERE id = 1")
                        .bind("base", number)
                        .bind("chain", chain));
    }

    private GenericExecuteSpec bound(String statement, Reach reach) {
        return database.sql(statement).bind("base", reach.base()).bind("last", reach.last());
    }
}

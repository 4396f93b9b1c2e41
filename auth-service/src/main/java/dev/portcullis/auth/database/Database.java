package dev.portcullis.auth.database;

import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.RowsFetchSpec;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The one way to the database. */
public final class Database {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final DatabaseClient client;
    private final TransactionalOperator transactions;
    private final Scheduler threads;

    Database(ConnectionFactory pool, Scheduler threads) {
        ConnectionFactory connections = new HandedOverConnections(pool, threads);
        this.client = DatabaseClient.create(connections);
        this.transactions = TransactionalOperator.create(new R2dbcTransactionManager(connections));
        this.threads = threads;
    }

    /**
     * Runs {@code work} in one transaction, to its end even where the subscriber leaves: H2 works on the subscribing
     * thread, and an interrupt from a client that hung up would close its files under everybody. Who waits is told of a
     * failure after 5 s at the latest. Empty only where {@code work} is.
     */
    public <T> Mono<T> inTransaction(Mono<T> work) {
        return Mono.fromFuture(
                        () -> transactions
                                .transactional(offTheNetwork(Mono.just(true)).then(work))
                                .subscribeOn(threads)
                                .transform(this::offTheNetwork)
                                .toFuture(),
                        true)
                // The work may be done before this thread has looked, and it is the network's.
                .transform(this::offTheNetwork)
                .timeout(LIMIT);
    }

    /** A statement, to be run inside {@link #inTransaction}. */
    public GenericExecuteSpec sql(String statement) {
        return client.sql(statement);
    }

    /** The first row, where there is one. Never empty. */
    public <T> Mono<Optional<T>> first(Flux<T> rows) {
        return rows.next().singleOptional().transform(this::offTheNetwork);
    }

    /** The one row that there must be. Never empty. */
    public <T> Mono<T> one(RowsFetchSpec<T> rows) {
        return rows.one().single().transform(this::offTheNetwork);
    }

    /** All rows. Never empty. */
    public <T> Mono<List<T>> list(RowsFetchSpec<T> rows) {
        return rows.all().collectList().transform(this::offTheNetwork);
    }

    /** The rows that a statement changed, handed on as a value that later steps can hang on. Never empty. */
    public Mono<Long> changed(GenericExecuteSpec statement) {
        return statement.fetch().rowsUpdated().transform(this::offTheNetwork);
    }

    /**
     * Goes on with a thread of the database where a network thread brought the answer, as PostgreSQL's driver does: what
     * follows makes keys and signatures, and not even randomness may be waited for there. H2 answers on a thread of the
     * database already, and one more hop could queue behind a statement that waits for this very transaction's lock.
     */
    private <T> Mono<T> offTheNetwork(Mono<T> answer) {
        return answer.flatMap(
                value -> Schedulers.isInNonBlockingThread() ? Mono.just(value).publishOn(threads) : Mono.just(value));
    }

    /** The database's clock in milliseconds, at the instant at which the statement runs. Never empty. */
    public Mono<Long> clockMillis() {
        return one(sql("SELECT clock_millis() AS now").map(row -> Rows.number(row, "now")));
    }
}

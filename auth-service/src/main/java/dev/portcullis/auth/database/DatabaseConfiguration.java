package dev.portcullis.auth.database;

import dev.portcullis.auth.settings.AuthSettings;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The database, its threads, and the address under which it is migrated. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    private static final int MOST_WAITING = 10_000;
    private static final int AHEAD = 2;

    /** As {@code spring.r2dbc.pool.max-acquire-time}: else each pass that gave up left another one waiting behind it. */
    private static final Duration MOST_WAIT = Duration.ofSeconds(2);

    /** Twice as many threads as connections: while some wait for rows, others are handed their connections. */
    @Bean(destroyMethod = "dispose")
    Scheduler databaseThreads(@Value("${spring.r2dbc.pool.max-size:10}") int connections) {
        return Schedulers.newBoundedElastic(2 * (connections + AHEAD), MOST_WAITING, "database");
    }

    @Bean
    @Primary
    @DependsOnDatabaseInitialization
    Database database(ConnectionFactory pool, Scheduler databaseThreads) {
        return new Database(pool, databaseThreads);
    }

    /** Not itself a {@link ConnectionFactory}: Spring Boot would then make no pool of its own. */
    record AheadPool(ConnectionPool pool) {
        void dispose() {
            pool.dispose();
        }
    }

    /**
     * Connections beside the pool for the publisher's reads: in the pool's queue they would stand behind the very acts
     * whose publication waits for them.
     */
    @Bean(destroyMethod = "dispose")
    AheadPool aheadPool(R2dbcConnectionDetails details) {
        ConnectionFactory connections = ConnectionFactories.get(details.getConnectionFactoryOptions());
        return new AheadPool(new ConnectionPool(ConnectionPoolConfiguration.builder(connections)
                .initialSize(0)
                .maxSize(AHEAD)
                .maxAcquireTime(MOST_WAIT)
                .build()));
    }

    @Bean
    @DependsOnDatabaseInitialization
    Database databaseAhead(AheadPool ahead, Scheduler databaseThreads) {
        return new Database(ahead.pool(), databaseThreads);
    }

    /** Takes the settings only to come after their check: a start that they stop leaves no database behind. */
    @Bean
    MigrationAddress migrationAddress(R2dbcConnectionDetails details, AuthSettings checked) {
        return MigrationAddress.of(details.getConnectionFactoryOptions());
    }
}

package dev.portcullis.auth;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Which database the service runs on. The same tests run on each, {@code portcullis.test.database} says on which. */
enum TestDatabase {
    H2 {
        @Override
        String create() {
            return newName();
        }

        @Override
        List<String> arguments(String name) {
            return List.of(
                    "--spring.r2dbc.url=r2dbc:h2:mem:///" + name + "?options=DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000");
        }

        @Override
        Connection connect(String name) throws SQLException {
            return DriverManager.getConnection("jdbc:h2:mem:" + name, "sa", "");
        }
    },
    POSTGRESQL {
        @Override
        String create() {
            String name = newName();
            try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection()) {
                connection.createStatement().execute("CREATE DATABASE " + name);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
            return name;
        }

        @Override
        List<String> arguments(String name) {
            return List.of(
                    "--spring.r2dbc.url=r2dbc:postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + name,
                    "--spring.r2dbc.username=postgres",
                    "--spring.r2dbc.password=postgres");
        }

        @Override
        Connection connect(String name) throws SQLException {
            return Server.RUNNING.getDatabase("postgres", name).getConnection();
        }
    };

    /** One server for all tests of a run; it ends with the process. */
    private static final class Server {
        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "300")
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static final TestDatabase CHOSEN =
            valueOf(System.getProperty("portcullis.test.database", "h2").toUpperCase(Locale.ROOT));

    /** The name of a fresh one. */
    abstract String create();

    /** How the service is told of it. */
    abstract List<String> arguments(String name);

    abstract Connection connect(String name) throws SQLException;

    private static String newName() {
        return "db" + UUID.randomUUID().toString().replace("-", "");
    }
}

package dev.portcullis.quickstart.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A real PostgreSQL that the auth services share: the truth about what was revoked. */
final class Database implements AutoCloseable {

    private final EmbeddedPostgres server;

    Database() {
        try {
            server = EmbeddedPostgres.builder().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How an auth service is told of it. */
    List<String> arguments() {
        return List.of(
                "--spring.r2dbc.url=r2dbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres",
                "--spring.r2dbc.username=postgres",
                "--spring.r2dbc.password=postgres");
    }

    long head() {
        return number("SELECT head FROM revocation_head");
    }

    /** What is revoked: all that the log has entries of, since nothing here is taken back. */
    long entries() {
        return number("SELECT count(DISTINCT member) FROM revocation_entry");
    }

    /** How many of these tokens are revoked. */
    long revoked(List<String> tokens) {
        Object[] names = tokens.stream().map(AuthApi::jti).toArray();
        return number("SELECT count(*) FROM revocation_entry WHERE covered = ANY (?)", names);
    }

    private long number(String sql, Object... array) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (array.length > 0) {
                statement.setArray(1, connection.createArrayOf("varchar", array));
            }
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.portcullis.auth;

import dev.portcullis.testing.RealRedis;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.client.ReactorResourceFactory;

/** The whole service on a free port, as {@code main} starts it, on the database that {@link TestDatabase} names and a real Redis. */
public final class AuthService implements AutoCloseable {

    public static final String ADMIN = "root";
    public static final String ADMIN_PASSWORD = "a long admin password";

    private final ConfigurableApplicationContext context;
    private final String database;

    private AuthService(ConfigurableApplicationContext context, String database) {
        this.context = context;
        this.database = database;
    }

    /** On a database of its own. */
    public static AuthService start(RealRedis redis, String... arguments) {
        return on(newDatabase(), keys(), redis, arguments);
    }

    /** On a database that others share. */
    public static AuthService on(String database, Map<String, String> keys, RealRedis redis, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--management.server.port=0",
                "--portcullis.auth.revocation.key-prefix={" + database + "}",
                "--spring.data.redis.host=" + redis.host(),
                "--spring.data.redis.port=" + redis.port(),
                "--PORTCULLIS_ADMIN_USERNAME=" + ADMIN,
                "--PORTCULLIS_ADMIN_PASSWORD=" + ADMIN_PASSWORD));
        all.addAll(TestDatabase.CHOSEN.arguments(database));
        keys.forEach((name, value) -> all.add("--" + name + "=" + value));
        all.addAll(List.of(arguments));
        SpringApplicationBuilder application = new SpringApplicationBuilder(AuthServiceApplication.class)
                .initializers(context ->
                        ((GenericApplicationContext) context).registerBean(ReactorResourceFactory.class, ownThreads()));
        return new AuthService(application.run(all.toArray(String[]::new)), database);
    }

    /** The threads that a context shares with others by default end with the first context that is closed. */
    private static Supplier<ReactorResourceFactory> ownThreads() {
        return () -> {
            ReactorResourceFactory threads = new ReactorResourceFactory();
            threads.setUseGlobalResources(false);
            return threads;
        };
    }

    public static String newDatabase() {
        return TestDatabase.CHOSEN.create();
    }

    /** The two keys that must be in the environment. */
    public static Map<String, String> keys() {
        return Map.of("PORTCULLIS_KEY_ENCRYPTION_KEY", key(), "PORTCULLIS_REFRESH_KEY", key());
    }

    /** The base64 of 32 random bytes. */
    public static String key() {
        byte[] bytes = new byte[32];
        ThreadLocalRandom.current().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The sorted set in Redis, which services on other databases do not share. */
    public String list() {
        return "{" + database + "}:list";
    }

    public int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    public int managementPort() {
        return context.getEnvironment().getRequiredProperty("local.management.port", Integer.class);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public AuthClient client() {
        return AuthClient.at(port());
    }

    /** Changes rows behind the service's back. */
    public int update(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Changes rows by one statement with many sets of values and another after it, all in one transaction. */
    public void batch(String sql, List<List<Object>> values, String last, Object... lastValues) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql);
                PreparedStatement end = prepare(connection, last, lastValues)) {
            connection.setAutoCommit(false);
            for (List<Object> row : values) {
                for (int i = 0; i < row.size(); i++) {
                    statement.setObject(i + 1, row.get(i));
                }
                statement.addBatch();
            }
            statement.executeBatch();
            end.executeUpdate();
            connection.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The rows, each a list of its columns. */
    public List<List<Object>> rows(String sql, Object... values) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet result = statement.executeQuery()) {
            List<List<Object>> rows = new ArrayList<>();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getObject(i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs {@code meanwhile} while somebody else holds the rows that the query locks. */
    public <T> T whileLocked(String query, Object key, Supplier<T> meanwhile) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, query, key)) {
            connection.setAutoCommit(false);
            statement.executeQuery().close();
            T result = meanwhile.get();
            connection.commit();
            return result;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public long count(String sql, Object... values) {
        return ((Number) rows(sql, values).get(0).get(0)).longValue();
    }

    private Connection connect() throws SQLException {
        return TestDatabase.CHOSEN.connect(database);
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        context.close();
    }
}

package dev.portcullis.auth.database;

import static io.r2dbc.spi.ConnectionFactoryOptions.DATABASE;
import static io.r2dbc.spi.ConnectionFactoryOptions.DRIVER;
import static io.r2dbc.spi.ConnectionFactoryOptions.HOST;
import static io.r2dbc.spi.ConnectionFactoryOptions.PASSWORD;
import static io.r2dbc.spi.ConnectionFactoryOptions.PORT;
import static io.r2dbc.spi.ConnectionFactoryOptions.PROTOCOL;
import static io.r2dbc.spi.ConnectionFactoryOptions.USER;

import dev.portcullis.auth.settings.BadConfiguration;
import io.r2dbc.h2.H2ConnectionFactoryProvider;
import io.r2dbc.h2.H2ConnectionOption;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/**
 * The JDBC address of the database that {@code spring.r2dbc.url} names, so that there is one address to write. Flyway
 * speaks JDBC only; it is on when it finds {@link JdbcConnectionDetails}, and asks {@link FlywayConnectionDetails}.
 */
final class MigrationAddress implements FlywayConnectionDetails, JdbcConnectionDetails {

    private static final Option<String> SSL_MODE = Option.valueOf("sslMode");

    private final String url;
    private final String username;
    private final String password;

    private MigrationAddress(String url, ConnectionFactoryOptions options) {
        this.url = url;
        this.username = text(options, USER);
        this.password = text(options, PASSWORD);
    }

    static MigrationAddress of(ConnectionFactoryOptions options) {
        String driver = text(options, DRIVER);
        String protocol = text(options, PROTOCOL);
        // r2dbc:pool:h2:mem:… names the pool as the driver and the rest as its protocol
        String[] names = ("pool".equals(driver) ? protocol : driver + ":" + protocol).split(":", 2);
        return new MigrationAddress(
                switch (names[0]) {
                    case "h2" -> "jdbc:h2:" + names[1] + ":" + text(options, DATABASE) + h2Options(options);
                    case "postgresql", "postgres" -> postgres(options);
                    default ->
                        throw new BadConfiguration("spring.r2dbc.url must start with r2dbc:postgresql: or r2dbc:h2:.");
                },
                options);
    }

    /** Both ways into an H2 file must agree on its options: whoever opens it first decides. */
    private static String h2Options(ConnectionFactoryOptions options) {
        String known = Arrays.stream(H2ConnectionOption.values())
                .filter(option -> options.hasOption(Option.valueOf(option.name())))
                .map(option -> ";" + option.name() + "=" + text(options, Option.valueOf(option.name())))
                .collect(Collectors.joining());
        String free = text(options, H2ConnectionFactoryProvider.OPTIONS);
        return free.isEmpty() ? known : known + ";" + free;
    }

    private static String postgres(ConnectionFactoryOptions options) {
        String port = text(options, PORT);
        String mode = text(options, SSL_MODE);
        return "jdbc:postgresql://" + text(options, HOST) + (port.isEmpty() ? "" : ":" + port) + "/"
                + text(options, DATABASE) + (mode.isEmpty() ? "" : "?sslmode=" + mode);
    }

    private static String text(ConnectionFactoryOptions options, Option<?> option) {
        Object value = options.getValue(option);
        return value == null ? "" : value.toString();
    }

    @Override
    public String getJdbcUrl() {
        return url;
    }

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public String getPassword() {
        return password;
    }

    @Override
    public String getDriverClassName() {
        return JdbcConnectionDetails.super.getDriverClassName();
    }
}

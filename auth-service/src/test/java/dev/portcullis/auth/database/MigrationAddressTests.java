package dev.portcullis.auth.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.auth.settings.BadConfiguration;
import io.r2dbc.spi.ConnectionFactoryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationAddressTests {

    @ParameterizedTest
    @CsvSource({
        "r2dbc:h2:file:///./data/portcullis?options=LOCK_TIMEOUT=4000,"
                + " jdbc:h2:file:./data/portcullis;LOCK_TIMEOUT=4000",
        "r2dbc:h2:file:////var/lib/portcullis/db?AUTO_SERVER=TRUE, jdbc:h2:file:/var/lib/portcullis/db;AUTO_SERVER=TRUE",
        "r2dbc:h2:mem:///test, jdbc:h2:mem:test",
        "r2dbc:pool:h2:mem:///test, jdbc:h2:mem:test",
        "r2dbc:postgresql://db.example.com/auth, jdbc:postgresql://db.example.com/auth",
        "r2dbc:postgresql://db:6432/auth?sslMode=verify-full, jdbc:postgresql://db:6432/auth?sslmode=verify-full",
        "r2dbc:pool:postgresql://db:5432/auth, jdbc:postgresql://db:5432/auth"
    })
    void oneAddressNamesTheDatabaseForBothDrivers(String r2dbc, String jdbc) {
        assertThat(MigrationAddress.of(ConnectionFactoryOptions.parse(r2dbc)).getJdbcUrl())
                .isEqualTo(jdbc);
    }

    @Test
    void userAndPasswordGoAlong() {
        MigrationAddress address =
                MigrationAddress.of(ConnectionFactoryOptions.parse("r2dbc:postgresql://app:s3cret@db/auth"));

        assertThat(address.getUsername()).isEqualTo("app");
        assertThat(address.getPassword()).isEqualTo("s3cret");
        assertThat(address.getJdbcUrl()).doesNotContain("s3cret");
    }

    @Test
    void databaseThatNobodyTestedStopsTheStart() {
        assertThatThrownBy(() -> MigrationAddress.of(ConnectionFactoryOptions.parse("r2dbc:mysql://u:s3cret@db/auth")))
                .isInstanceOf(BadConfiguration.class)
                .hasMessageContaining("spring.r2dbc.url must start with r2dbc:postgresql: or r2dbc:h2:")
                .hasMessageNotContaining("s3cret");
    }
}

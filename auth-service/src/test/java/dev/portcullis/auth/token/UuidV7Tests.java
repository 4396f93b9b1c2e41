package dev.portcullis.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UuidV7Tests {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_645_557_742_000L, (1L << 48) - 1})
    void uuidCarriesItsMillisecond(long millis) {
        UUID uuid = UuidV7.at(millis, new Random(1));

        assertThat(UuidV7.millisOf(uuid)).isEqualTo(millis);
        assertThat(uuid.version()).isEqualTo(7);
        assertThat(uuid.variant()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = 1_645_557_742_000L)
    void uuidsOfOneMillisecondDiffer(long millis) {
        Random random = new Random(1);

        assertThat(IntStream.range(0, 1_000)
                        .mapToObj(i -> UuidV7.at(millis, random))
                        .distinct())
                .hasSize(1_000);
    }
}

package dev.portcullis.gateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cache that is bounded by it must not grow past its bound, whatever the claims are made of. */
final class FootprintTests {

    private static final String LONG = "x".repeat(1_000);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "last of Latin-1, \u00ff, 1000",
        "first behind it, \u0100, 2000",
        "euro sign, \u20ac, 2000",
    })
    void textTakesAByteOrTwoACharacter(String name, String character, int bytes) {
        assertThat(Footprint.of(character.repeat(1_000)) - Footprint.of("")).isEqualTo(bytes);
    }

    @Test
    void oneWideCharacterWidensTheWholeText() {
        assertThat(Footprint.of(LONG + "\u20ac") - Footprint.of("")).isEqualTo(2 * 1_001);
    }

    @Test
    void namesAndValuesOfAnObjectCount() {
        int empty = Footprint.of(Map.of("", ""));

        assertThat(Footprint.of(Map.of(LONG, "")) - empty).isEqualTo(1_000);
        assertThat(Footprint.of(Map.of("", LONG)) - empty).isEqualTo(1_000);
    }

    @Test
    void elementsOfAListCount() {
        assertThat(Footprint.of(List.of("", LONG)) - Footprint.of(List.of("", "")))
                .isEqualTo(1_000);
    }

    @Test // the least that a 64-bit JVM takes: an object of 16 bytes, a pointer of 4, a node of a map of 40
    void nothingIsFree() {
        int numbers = 100;

        assertThat(Footprint.of(Collections.nCopies(numbers, 7))).isGreaterThan(numbers * (16 + 4));
        assertThat(Footprint.of(Collections.nCopies(numbers, null))).isGreaterThan(numbers * 4);
        assertThat(Footprint.of(members(numbers)) - Footprint.of(members(0))).isGreaterThan(numbers * (40 + 16 + 16));
        assertThat(Footprint.of(List.of())).isGreaterThan(16);
        assertThat(Footprint.of(Map.of())).isGreaterThan(16);
        assertThat(Footprint.of("")).isGreaterThan(16);
    }

    private static Map<Integer, Integer> members(int count) {
        return IntStream.range(0, count).boxed().collect(java.util.stream.Collectors.toMap(i -> i, i -> i));
    }
}

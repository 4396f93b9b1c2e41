package dev.portcullis.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamilyRuleTests {

    private static final long NOW = 1_900_000_000_000L;
    private static final Duration GRACE = Duration.ofSeconds(10);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "the current one rotates,                          7, -1,    ROTATE",
        "the current one rotates even with a spent row,    7, 20000, ROTATE",
        "just spent is a race,                             6, 0,     REPEAT",
        "several behind but within the grace is a race,    2, 3000,  REPEAT",
        "the last millisecond of the grace is a race,      6, 10000, REPEAT",
        "one millisecond later is a theft,                 6, 10001, REUSED",
        "an older one that nobody remembers is a theft,    3, -1,    REUSED",
        "a newer one than the family knows is neither,     8, -1,    UNKNOWN"
    })
    void ageOfATokenDecides(String name, long presented, long spentAgo, FamilyRule expected) {
        Optional<Long> spentAt = spentAgo < 0 ? Optional.empty() : Optional.of(NOW - spentAgo);

        assertThat(FamilyRule.of(7, presented, spentAt, NOW, GRACE)).isEqualTo(expected);
    }
}

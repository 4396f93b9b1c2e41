package dev.portcullis.auth.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.settings.AuthSettings.Lifetimes;
import dev.portcullis.auth.settings.AuthSettings.RefreshKeys;
import dev.portcullis.auth.settings.AuthSettings.RevocationSettings;
import dev.portcullis.auth.settings.AuthSettings.Secrets;
import dev.portcullis.auth.settings.SecretBytes;
import dev.portcullis.auth.token.AccessToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefreshTokensTests {

    private static final SecretBytes OLD = SecretBytes.parse(AuthService.key()).orElseThrow();
    private static final SecretBytes NEW = SecretBytes.parse(AuthService.key()).orElseThrow();

    private final Seed seed = Seed.random(new SecureRandom());

    @Test
    void currentTokenIsDerivedAgainFromTheSeed() {
        RefreshTokens tokens = tokens(new RefreshKeys(NEW, Optional.empty()));

        assertThat(tokens.write(seed, 3)).isEqualTo(tokens.write(seed, 3));
        assertThat(tokens.write(seed, 3)).isNotEqualTo(tokens.write(seed, 4));
        RefreshToken read = passed(tokens.read(tokens.write(seed, 3)));
        assertThat(read.seed()).isEqualTo(seed);
        assertThat(read.generation()).isEqualTo(3);
    }

    @Test
    void oldKeyVerifiesWhileItRotatesAndNoLongerAfterwards() {
        String old = tokens(new RefreshKeys(OLD, Optional.empty())).write(seed, 0);
        RefreshTokens rotating = tokens(new RefreshKeys(NEW, Optional.of(OLD)));
        RefreshTokens rotated = tokens(new RefreshKeys(NEW, Optional.empty()));

        assertThat(passed(rotating.read(old)).generation()).isZero();
        assertThat(rotating.write(seed, 0)).isEqualTo(rotated.write(seed, 0));
        assertRefused(rotated.read(old));
    }

    @ParameterizedTest(name = "byte {0} changed")
    @ValueSource(ints = {0, 42, 44, 46, 88})
    void everyPartIsAuthentic(int index) {
        RefreshTokens tokens = tokens(new RefreshKeys(NEW, Optional.empty()));
        StringBuilder text = new StringBuilder(tokens.write(seed, 1));
        text.setCharAt(index, next(text.charAt(index)));

        assertRefused(tokens.read(text.toString()));
    }

    /** The last character of 43 carries two bits that the decoder drops: another text of the same bytes is no token. */
    @Test
    void seedThatIsWrittenDifferentlyNamesTheSameFamilyOnly() {
        RefreshTokens tokens = tokens(new RefreshKeys(NEW, Optional.empty()));
        String token = tokens.write(seed, 1);

        assertThat(tokens.read(token + "=")).isInstanceOf(Outcome.Refused.class);
        assertThat(tokens.read(token.replaceFirst("\\.1\\.", ".01."))).isInstanceOf(Outcome.Refused.class);
        assertThat(tokens.read(token.replaceFirst("\\.1\\.", ".-1."))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(seed).hasToString("Seed[redacted]");
        assertThat(new TokenPair(new AccessToken("a.b.c", 900, List.of()), "r"))
                .asString()
                .doesNotContain("a.b.c", "r=");
        assertThat(new AccessToken("a.b.c", 900, List.of())).asString().doesNotContain("a.b.c");
    }

    private static char next(char character) {
        return switch (character) {
            case '1' -> '2';
            case 'A' -> 'E';
            default -> 'A';
        };
    }

    private static void assertRefused(Outcome<RefreshToken> outcome) {
        assertThat(outcome).isEqualTo(Outcome.refused(Refusal.REFRESH_TOKEN_INVALID));
    }

    private static RefreshToken passed(Outcome<RefreshToken> outcome) {
        return outcome.fold(token -> token, refusal -> {
            throw new AssertionError(refusal.code());
        });
    }

    private static RefreshTokens tokens(RefreshKeys keys) {
        return new RefreshTokens(new AuthSettings(
                "http://localhost:9000",
                "api",
                new Lifetimes(Duration.ofSeconds(10), Duration.ofMinutes(15), Duration.ofDays(30)),
                new RevocationSettings(0, Duration.ofHours(25), Duration.ofSeconds(2), "{portcullis}"),
                List.of(),
                List.of(),
                new Secrets(NEW, keys, Optional.empty())));
    }
}

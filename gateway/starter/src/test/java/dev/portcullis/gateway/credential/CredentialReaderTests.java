package dev.portcullis.gateway.credential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Case 16, without HTTP. */
final class CredentialReaderTests {

    private static final int LIMIT = 100;
    private final CredentialReader reader = new CredentialReader(LIMIT);

    private String read(String... values) {
        return reader.read(List.of(values))
                .fold(BearerToken::text, refusal -> refusal.problem().code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer a.b.c",
                "bearer a.b.c",
                "BEARER a.b.c",
                "BeArEr a.b.c",
                "Bearer  a.b.c",
                "Bearer     a.b.c"
            })
    void schemeInAnyCaseAndSpacesInAnyNumberPass(String value) {
        assertThat(read(value)).isEqualTo("a.b.c");
    }

    @Test
    void everyCharacterOfTheGrammarPasses() {
        assertThat(read("Bearer azAZ09-._~+/==")).isEqualTo("azAZ09-._~+/==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer   ",
                "Basic YTpi",
                "Token a.b.c",
                "BearerT",
                "a.b.c",
                "=",
                " Bearer a"
            })
    void noCredentialOfOursIsNone(String value) {
        assertThat(read(value)).isEqualTo("credential_missing");
    }

    @Test
    void noHeaderIsNoCredential() {
        assertThat(read()).isEqualTo("credential_missing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer\ta.b.c", "Bearer:a.b.c", "Bearer a.b.c d.e.f", "Bearer \"a.b.c\"", "Bearer a.b.c,",
                        "Bearer a.b.c ",
                "Bearer \ta.b.c", "Bearer a,Bearer b", "Bearer =", "Bearer a=b", "Bearer a\u00e9", "Bearer a\0"
            })
    void whatIsNoTokenOfTheGrammarIsMalformed(String value) {
        assertThat(read(value)).isEqualTo("token_malformed");
    }

    @Test
    void twoHeadersAreTwoCredentialsWhateverTheyHold() {
        assertThat(read("Bearer a", "Bearer a")).isEqualTo("credential_repeated");
        assertThat(read("Basic a", "Bearer a")).isEqualTo("credential_repeated");
    }

    @ParameterizedTest
    @CsvSource({"100,passed", "101,token_too_large"})
    void limitHoldsToTheCharacter(int length, String expected) {
        String outcome = reader.read(List.of("Bearer " + "a".repeat(length)))
                .fold(token -> "passed", refusal -> refusal.problem().code());

        assertThat(outcome).isEqualTo(expected);
    }

    @Test
    void tokenShowsNothingOfItself() {
        BearerToken token = new BearerToken("secret");

        assertThat(token.toString()).doesNotContain("secret");
        assertThat(token).isEqualTo(new BearerToken("secret")).isNotEqualTo(new BearerToken("secrets"));
    }
}

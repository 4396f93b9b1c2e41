package dev.portcullis.auth.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.refusal.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserValuesTests {

    @Test
    void passwordIsNotPrinted() {
        assertThat(Password.parse("hunter2")).asString().doesNotContain("hunter2");
    }

    @Test
    void passwordIsTheSameOnEveryKeyboard() {
        assertThat(password("Ame\u0301lie ①")).isEqualTo(password("Am\u00e9lie 1"));
        assertThat(password("a")).isNotEqualTo(password("A"));
    }

    @Test
    void namesThatLookAlikeAreOne() {
        assertThat(name("Ａlice ")).isEqualTo(name("alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\"b", "a\\b", "ä", "a\n"})
    void wordThatIsNoScopeTokenIsRefused(String word) {
        assertThat(Words.parse("roles", List.of("good", word))).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void wordsComeBackAsTheyWereWritten() {
        Words words = Words.parse("scopes", List.of("orders:read", "a!", "orders:read"))
                .fold(good -> good, refusal -> new Words(List.of()));

        assertThat(words.list()).containsExactly("orders:read", "a!");
        assertThat(Words.ofText(words.text())).isEqualTo(words);
        assertThat(Words.ofText("").list()).isEmpty();
    }

    @Test
    void wordsFitTheirColumn() {
        assertThat(Words.parse("roles", List.of("r".repeat(2048)))).isInstanceOf(Outcome.Passed.class);
        assertThat(Words.parse("roles", List.of("r".repeat(2049)))).isInstanceOf(Outcome.Refused.class);
    }

    private static String password(String typed) {
        return Password.parse(typed).fold(Password::text, refusal -> "");
    }

    private static String name(String typed) {
        return Username.parse(typed).fold(Username::text, refusal -> "");
    }
}

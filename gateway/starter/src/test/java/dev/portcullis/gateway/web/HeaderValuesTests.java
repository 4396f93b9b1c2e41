package dev.portcullis.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HeaderValuesTests {

    @ParameterizedTest
    @CsvSource({
        "alice,alice",
        "user-1@example.com,user-1@example.com",
        "https://issuer.example/,https://issuer.example/",
        "100%,100%25",
        "a b,a%20b",
        "Zoë,Zo%C3%AB",
        "日本,%E6%97%A5%E6%9C%AC",
        "'a,b','a,b'"
    })
    void oneValueIsEncodedByTheRule(String claim, String header) {
        assertThat(HeaderValues.one(claim)).isEqualTo(header);
    }

    @Test
    void lineEndsAndControlsNeverReachAHeader() {
        assertThat(HeaderValues.one("a\r\nX-Evil: 1\0\t\u007f")).isEqualTo("a%0D%0AX-Evil:%201%00%09%7F");
    }

    @Test
    void separatorInsideAnElementIsEncodedSoThatNoElementCanBecomeTwo() {
        assertThat(HeaderValues.list(List.of("user,admin", "a b"), ',')).isEqualTo("user%2Cadmin,a%20b");
        assertThat(HeaderValues.list(List.of("read write", "a,b"), ' ')).isEqualTo("read%20write a,b");
        assertThat(HeaderValues.list(List.of("a%2Cb", "a,b"), ',')).isEqualTo("a%252Cb,a%2Cb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%41", "a%", "é%C3%A9", "\u0000\u0001", "😀", ""})
    void decodingGivesTheClaimBack(String claim) {
        String header = HeaderValues.one(claim).replace("+", "%2B");

        assertThat(URLDecoder.decode(header, StandardCharsets.UTF_8)).isEqualTo(claim);
    }
}

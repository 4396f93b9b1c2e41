package dev.portcullis.gateway.verification;

import static dev.portcullis.gateway.verification.TestVerifiers.trusting;
import static dev.portcullis.gateway.verification.TestVerifiers.verdict;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever it looks like, a token is refused with 401: case 15. */
final class MalformedTokenTests {

    private static final String HEADER = "{\"alg\":\"ES256\"}";
    private static final String PAYLOAD = "{\"iss\":\"" + TestTokens.ISSUER + "\",\"aud\":\"api\",\"exp\":1893499500}";
    private final TokenVerifier verifier = trusting(TestKeys.set(TestKeys.ISSUER));

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void malformedTokenIsRefused(String name, String token) {
        assertThat(verdict(verifier, token)).isEqualTo("token_malformed");
    }

    static Stream<Arguments> malformedTokenIsRefused() {
        String valid = TestTokens.valid();
        List<String> parts = List.of(valid.split("\\."));
        return Stream.of(
                Arguments.of("one letter", "X"),
                Arguments.of("three letters", "a.b.c"),
                Arguments.of("two dots", ".."),
                Arguments.of("four dots", "...."),
                Arguments.of("two parts", parts.get(0) + "." + parts.get(1)),
                Arguments.of("no signature", parts.get(0) + "." + parts.get(1) + "."),
                Arguments.of("four parts", valid + "." + parts.get(2)),
                Arguments.of("five parts, as a JWE has", valid + "." + parts.get(0) + "." + parts.get(1)),
                Arguments.of("padded", valid + "=="),
                Arguments.of("padded header", parts.get(0) + "=." + parts.get(1) + "." + parts.get(2)),
                Arguments.of("the other alphabet", "a+/b." + parts.get(1) + "." + parts.get(2)),
                Arguments.of("spare bits set", withSpareBits(valid)),
                Arguments.of("list for a header", TestTokens.raw("[]", PAYLOAD)),
                Arguments.of("null for a header", TestTokens.raw("null", PAYLOAD)),
                Arguments.of("text for a header", TestTokens.raw("\"x\"", PAYLOAD)),
                Arguments.of("empty header", TestTokens.raw("{}", PAYLOAD)),
                Arguments.of("alg a number", TestTokens.raw("{\"alg\":256}", PAYLOAD)),
                Arguments.of("kid a number", TestTokens.raw("{\"alg\":\"ES256\",\"kid\":7}", PAYLOAD)),
                Arguments.of("kid null", TestTokens.raw("{\"alg\":\"ES256\",\"kid\":null}", PAYLOAD)),
                Arguments.of("typ a list", TestTokens.raw("{\"alg\":\"ES256\",\"typ\":[]}", PAYLOAD)),
                Arguments.of("list for a payload", TestTokens.raw(HEADER, "[]")),
                Arguments.of("text for a payload", TestTokens.raw(HEADER, "\"x\"")),
                Arguments.of("null for a payload", TestTokens.raw(HEADER, "null")),
                Arguments.of("plain text", TestTokens.raw(HEADER, "Example of signing")),
                Arguments.of("something behind the object", TestTokens.raw(HEADER, PAYLOAD + "{}")),
                Arguments.of("byte order mark", TestTokens.raw(HEADER, "\uFEFF" + PAYLOAD)),
                Arguments.of("NUL", TestTokens.raw(HEADER, PAYLOAD + "\0")),
                Arguments.of("no UTF-8", signed(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'})),
                Arguments.of("UTF-16", signed(PAYLOAD.getBytes(UTF_16LE))),
                Arguments.of("17 lists deep", TestTokens.raw(HEADER, nested(17))),
                Arguments.of("50,000 lists deep", TestTokens.raw(HEADER, nested(50_000))));
    }

    @Test
    void nestingOfRealClaimsPasses() {
        assertThat(verdict(verifier, TestTokens.raw(HEADER, nested(15)))).isEqualTo("passed");
    }

    private static String nested(int depth) {
        return PAYLOAD.substring(0, PAYLOAD.length() - 1) + ",\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
    }

    private static String signed(byte[] payload) {
        return TestTokens.signed(TestKeys.ISSUER, "ES256", HEADER.getBytes(UTF_8), payload);
    }

    /** The last of the 86 characters of an ES256 signature carries two bits only. */
    private static String withSpareBits(String token) {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = token.length() - 1;
        return token.substring(0, last) + alphabet.charAt(alphabet.indexOf(token.charAt(last)) + 1);
    }
}

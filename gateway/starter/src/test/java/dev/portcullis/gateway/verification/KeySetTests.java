package dev.portcullis.gateway.verification;

import static dev.portcullis.gateway.verification.TestVerifiers.trusting;
import static dev.portcullis.gateway.verification.TestVerifiers.verdict;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

final class KeySetTests {

    private static final String GOOD = entry(TestKeys.ISSUER, members -> {});

    private static String entry(JWK key, Consumer<Map<String, Object>> difference) {
        Map<String, Object> members = new TreeMap<>(key.toPublicJWK().toJSONObject());
        difference.accept(members);
        return JsonMapper.shared().writeValueAsString(members);
    }

    private static int usable(String... entries) {
        return KeySet.parse(TestKeys.entries(entries)).orElseThrow().keys().size();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "null",
                "[]",
                "{}",
                "{\"kty\":\"oct\",\"k\":\"c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3JldA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"AA\",\"y\":\"AA\"}",
                "{\"kty\":\"RSA\",\"n\":7,\"e\":\"AQAB\"}",
                "{\"kty\":\"EC\",\"kid\":7}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"}"
            })
    void brokenEntryIsSkippedAndTheOthersServe(String broken) {
        assertThat(usable(broken, GOOD)).isEqualTo(1);
    }

    @Test
    void keyWhoseNameIsNoTextIsSkippedAndItsNameNotRepeated() {
        KeySet set = KeySet.parse(TestKeys.entries(entry(TestKeys.ISSUER, key -> key.put("kid", 7)), GOOD))
                .orElseThrow();

        assertThat(set.keys()).extracting(VerificationKey::kid).containsExactly("issuer-1");
        assertThat(set.skipped()).containsExactly("one without a name has a kid that is no text");
    }

    @Test
    void keyThatIsNotForVerifyingIsSkipped() {
        assertThat(usable(entry(TestKeys.ISSUER, key -> key.put("use", "enc")))).isZero();
        assertThat(usable(entry(TestKeys.ISSUER, key -> {
                    key.remove("use");
                    key.put("key_ops", java.util.List.of("encrypt"));
                })))
                .isZero();
        assertThat(usable(entry(TestKeys.ISSUER, key -> key.put("alg", "ECDH-ES"))))
                .isZero();
        assertThat(usable(entry(TestKeys.ISSUER, key -> key.put("key_ops", java.util.List.of("verify")))))
                .isEqualTo(1);
    }

    @Test
    void privateKeyIsSkippedBecauseWhoReadsTheSetCouldSign() {
        assertThat(usable(TestKeys.ISSUER.toJSONString())).isZero();
    }

    @Test
    void rsaKeyBelow2048BitsIsSkippedAndOneOf2048Serves() {
        RsaPair pair = new RsaPair();

        assertThat(usable(pair.weak())).isZero();
        assertThat(usable(pair.strong())).isEqualTo(1);
    }

    private record RsaPair() {
        String weak() {
            return entry(TestKeys.RSA, key -> key.put("n", shortened((String) key.get("n"))));
        }

        String strong() {
            return entry(TestKeys.RSA, key -> {});
        }

        /** One octet less: 2040 bits. */
        private static String shortened(String modulus) {
            byte[] bytes = java.util.Base64.getUrlDecoder().decode(modulus);
            return java.util.Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(java.util.Arrays.copyOf(bytes, bytes.length - 1));
        }
    }

    @Test
    void exponentUnderWhichAnyoneCouldSignIsSkipped() {
        assertThat(usable(entry(TestKeys.RSA, key -> key.put("e", "AQ")))).isZero();
        assertThat(usable(entry(TestKeys.RSA, key -> key.put("e", "Aw")))).isEqualTo(1);
    }

    @Test
    void brokenCertificateDoesNotCostTheKey() {
        assertThat(usable(entry(TestKeys.ISSUER, key -> key.put("x5c", java.util.List.of("no certificate")))))
                .isEqualTo(1);
    }

    @Test
    void keyThatNamesAnAlgorithmServesThatOneOnly() {
        TokenVerifier verifier = trusting(TestKeys.entries(entry(TestKeys.RSA, key -> key.put("alg", "RS256"))));

        assertThat(verdict(verifier, TestTokens.signedBy(TestKeys.RSA, "RS256")))
                .isEqualTo("passed");
        assertThat(verdict(verifier, TestTokens.signedBy(TestKeys.RSA, "PS256")))
                .isEqualTo("token_key_unknown");
    }

    @Test
    void kidIsAHintThatBindsWhereItIsGiven() {
        ECKey other = TestKeys.ec("other");
        TokenVerifier verifier = trusting(TestKeys.set(other, TestKeys.ISSUER));

        assertThat(verdict(verifier, TestTokens.withHeader(header -> header.remove("kid"))))
                .isEqualTo("passed");
        assertThat(verdict(verifier, TestTokens.withHeader(header -> header.put("kid", "other"))))
                .isEqualTo("token_signature_invalid");
        assertThat(verdict(verifier, TestTokens.withHeader(header -> header.put("kid", "nobody"))))
                .isEqualTo("token_key_unknown");
    }

    @Test
    void tokenWithoutKidTriesEightKeysAndNoMore() {
        String token = TestTokens.withHeader(header -> header.remove("kid"));

        assertThat(verdict(trusting(TestKeys.set(after(KeySet.MAX_CANDIDATES - 1))), token))
                .isEqualTo("passed");
        assertThat(verdict(trusting(TestKeys.set(after(KeySet.MAX_CANDIDATES))), token))
                .isEqualTo("token_signature_invalid");
    }

    private static JWK[] after(int others) {
        return java.util.stream.Stream.concat(
                        IntStream.range(0, others).mapToObj(i -> TestKeys.ec("other-" + i)),
                        java.util.stream.Stream.of(TestKeys.ISSUER))
                .toArray(JWK[]::new);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"keys\":{}}", "<html>", "{\"keys\":[]"})
    void answerThatIsNoKeySetIsNone(String body) {
        assertThat(KeySet.parse(body.getBytes(UTF_8))).isEmpty();
    }
}

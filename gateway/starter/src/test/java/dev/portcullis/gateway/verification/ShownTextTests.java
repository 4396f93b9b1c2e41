package dev.portcullis.gateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What is shown of texts that others wrote, and of what must not be shown at all. */
final class ShownTextTests {

    @Test
    void nameIsCutBehind64Characters() {
        assertThat(ShownText.of("x".repeat(64))).isEqualTo("x".repeat(64));
        assertThat(ShownText.of("x".repeat(65))).isEqualTo("x".repeat(64) + "...");
    }

    @Test
    void lineIsCutBehind200Characters() {
        assertThat(ShownText.line("x".repeat(200))).isEqualTo("x".repeat(200));
        assertThat(ShownText.line("x".repeat(201))).isEqualTo("x".repeat(200) + "...");
    }

    @Test
    void reasonOfAForeignErrorIsItsKindAndItsMessageInOneLine() {
        assertThat(JwksSource.Unusable.reasonOf(new CompletionException(new IllegalStateException("a\nb"))))
                .isEqualTo("IllegalStateException: a?b");
        assertThat(JwksSource.Unusable.reasonOf(null)).isEqualTo("unknown");
        assertThat(JwksSource.Unusable.reasonOf(new CompletionException("without a cause", null)))
                .isEqualTo("unknown");
    }

    @Test
    void tokenShowsNothingOfItselfWhileItIsRead() {
        CompactJws jws = CompactJws.parse(TestTokens.valid()).fold(parsed -> parsed, refusal -> {
            throw new AssertionError();
        });
        JoseHeader header = JoseHeader.of(
                        JsonObjects.strict().read(jws.header()).orElseThrow())
                .fold(read -> read, refusal -> {
                    throw new AssertionError();
                });
        Claims claims = Claims.of(JsonObjects.strict().read(jws.payload()).orElseThrow())
                .fold(read -> read, refusal -> {
                    throw new AssertionError();
                });
        TrustedIssuer issuer = new TrustedIssuer(
                TestVerifiers.settings(),
                TestVerifiers.settings().keys().open("main", TestVerifiers.KEYS, () -> TestTokens.NOW));

        assertThat(jws).hasToString("CompactJws[redacted]");
        assertThat(new UnverifiedToken(jws, header, claims, issuer, SignatureAlgorithm.ES256))
                .hasToString("UnverifiedToken[redacted]");
    }

    @Test
    void keyShowsItsNameAndNothingElse() {
        VerificationKey named =
                KeySet.parse(TestKeys.set(TestKeys.ISSUER)).orElseThrow().keys().get(0);
        VerificationKey secret = SecretKeys.keyOf(Secret.ofText("x".repeat(32)), "secrets[0]");

        assertThat(List.of(named, secret))
                .extracting(VerificationKey::toString)
                .containsExactly("VerificationKey[issuer-1]", "VerificationKey[no kid]");
    }
}

package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/** Any token: none is admitted that the JDK by itself does not find rightly signed, and nothing fails. */
final class TokenFuzzTests {

    private static final TokenVerifier VERIFIER =
            TestVerifiers.trusting(TestKeys.set(TestKeys.ISSUER, TestKeys.RSA, TestKeys.ED25519));
    private static final String VALID = TestTokens.valid();

    @FuzzTest(maxDuration = "10m")
    void tokenWithoutAValidSignatureIsNeverAdmitted(FuzzedDataProvider data) {
        String token = switch (data.consumeInt(0, 3)) {
            case 0 -> data.consumeRemainingAsString();
            case 1 -> edited(data);
            case 2 -> signed(data);
            default -> foreign(data);
        };

        if (TestVerifiers.verdict(VERIFIER, token).equals("passed")) {
            assertThat(JdkSignatures.anyVerifies(token)).as("admitted").isTrue();
        }
    }

    /** A valid one, a piece of it replaced. */
    private static String edited(FuzzedDataProvider data) {
        int from = data.consumeInt(0, VALID.length());
        int to = data.consumeInt(from, VALID.length());
        return VALID.substring(0, from) + data.consumeRemainingAsAsciiString() + VALID.substring(to);
    }

    /** Rightly signed, whatever it says; so all that reads a header or a claim is reached. */
    private static String signed(FuzzedDataProvider data) {
        byte[] header = data.consumeBoolean()
                ? "{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"issuer-1\"}".getBytes(UTF_8)
                : data.consumeString(200).getBytes(UTF_8);
        return TestTokens.signed(TestKeys.ISSUER, "ES256", header, data.consumeRemainingAsBytes());
    }

    /** Good parts under bytes that are no signature. */
    private static String foreign(FuzzedDataProvider data) {
        String algorithm = data.pickValue(Arrays.asList("ES256", "RS256", "EdDSA", "none", "HS256", "PS256"));
        String header = "{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\"}";
        return CompactParts.of(
                header.getBytes(US_ASCII), TestTokens.json(TestTokens.claims()), data.consumeRemainingAsBytes());
    }
}

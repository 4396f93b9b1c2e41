package dev.portcullis.gateway.verification;

import static dev.portcullis.gateway.verification.TestVerifiers.verified;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What many distinct good tokens do to the memory of a gateway. */
final class TokenFloodTests {

    private static final long MAX_BYTES = 2 << 20;
    private static final String SECRET = "of the tokens that flood, thirty-two bytes and more";
    private static final OctetSequenceKey KEY =
            new OctetSequenceKey.Builder(SECRET.getBytes(US_ASCII)).keyID("x").build();

    private final VerifiedTokenCache cache = new VerifiedTokenCache(MAX_BYTES);
    private final TokenVerifier verifier = new TokenVerifier(List.of(issuer()), cache, () -> TestTokens.NOW);

    private static TrustedIssuer issuer() {
        IssuerSettings settings = TestVerifiers.with(all -> {
            all.keys = new KeySource.Secrets(List.of(Secret.ofText(SECRET)));
            all.algorithms = java.util.Set.of(SignatureAlgorithm.HS256);
        });
        return new TrustedIssuer(settings, settings.keys().open("main", TestVerifiers.KEYS, () -> TestTokens.NOW));
    }

    private static String token(String subject) {
        Map<String, Object> claims = TestTokens.claims();
        claims.put("sub", subject);
        return TestTokens.signed(KEY, "HS256", TestTokens.header(KEY, "HS256"), claims);
    }

    @Test
    void hundredThousandDistinctTokensStayWithinTheBoundAndAHotOneStays() {
        String hot = token("hot");
        VerifiedToken known = verified(verifier, hot);
        for (int i = 0; i < 100_000; i++) {
            verified(verifier, token("flood-" + i));
            if (i % 50 == 0) {
                assertThat(verified(verifier, hot)).isSameAs(known);
                assertThat(cache.bytes()).isLessThanOrEqualTo(MAX_BYTES);
            }
        }

        assertThat(cache.stats().evictionCount()).isGreaterThan(90_000);
    }

    @Test
    void noTokenLiesInTheHeapOnceItIsVerified(@TempDir Path folder) throws IOException {
        byte[] mirrored = verifiedAndMirrored();
        Path dump = folder.resolve("heap.hprof");

        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);

        byte[] heap = Files.readAllBytes(dump);
        assertThat(cache.size()).isEqualTo(1);
        assertThat(holds(heap, mirrored, false))
                .as("what the test itself holds")
                .isTrue();
        assertThat(holds(heap, mirrored, true)).as("the signature of the token").isFalse();
    }

    /** The signature backwards, so that the test does not hold what it looks for. */
    private byte[] verifiedAndMirrored() {
        String token = token("mirrored");
        verified(verifier, token);
        return new StringBuilder(token.substring(token.lastIndexOf('.') + 1))
                .reverse()
                .toString()
                .getBytes(ISO_8859_1);
    }

    private static boolean holds(byte[] heap, byte[] text, boolean backwards) {
        for (int at = 0; at <= heap.length - text.length; at++) {
            int i = 0;
            while (i < text.length && heap[at + i] == text[backwards ? text.length - 1 - i : i]) {
                i++;
            }
            if (i == text.length) {
                return true;
            }
        }
        return false;
    }
}

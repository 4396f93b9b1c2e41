package dev.portcullis.gateway.verification;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Verifies a known signature of each algorithm in the way in which a token's is verified. A platform or a class path that
 * cannot is found out here, at the start, and not by the first user.
 */
public final class SignatureSelfCheck {

    /** Public keys, and one token of each algorithm. The private halves are thrown away. */
    static final String KNOWN = "known-signatures.json";
    /** What the tokens under a secret are signed with. It opens nothing. */
    static final Secret SECRET = Secret.ofText("known to everyone, and good for nothing but this check: 64 bytes");

    private static final JsonObjects JSON = JsonObjects.lenient();

    private SignatureSelfCheck() {}

    /** Those of them that cannot be verified here. */
    public static Set<SignatureAlgorithm> failing(Set<SignatureAlgorithm> algorithms) {
        return failing(algorithms, known());
    }

    static Set<SignatureAlgorithm> failing(Set<SignatureAlgorithm> algorithms, byte[] known) {
        KeySet published = KeySet.parse(known).orElseThrow();
        Map<String, Object> texts = JSON.read(known).orElseThrow();
        KeySet keys = new KeySet(
                Stream.concat(published.keys().stream(), Stream.of(SecretKeys.keyOf(SECRET, "known")))
                        .toList(),
                List.of());
        return algorithms.stream()
                .filter(algorithm -> !verifies(algorithm, keys, String.valueOf(texts.get(algorithm.word()))))
                .collect(Collectors.toSet());
    }

    private static boolean verifies(SignatureAlgorithm algorithm, KeySet keys, String token) {
        return CompactJws.parse(token)
                .<Boolean>fold(
                        jws -> keys.candidates(null, algorithm).stream().anyMatch(key -> verifies(key, algorithm, jws)),
                        refusal -> false);
    }

    private static boolean verifies(VerificationKey key, SignatureAlgorithm algorithm, CompactJws jws) {
        try {
            return key.verifies(jws, algorithm);
        } catch (LinkageError | IllegalStateException missing) {
            return false; // a library, or the algorithm of a crypto provider
        }
    }

    private static byte[] known() {
        try (InputStream in = SignatureSelfCheck.class.getResourceAsStream(KNOWN)) {
            if (in == null) {
                throw new IllegalStateException("The jar is broken: it holds no " + KNOWN);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

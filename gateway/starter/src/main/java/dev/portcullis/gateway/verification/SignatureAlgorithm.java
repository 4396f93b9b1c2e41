package dev.portcullis.gateway.verification;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The signatures that can be allowed. Each is tied to one type of key, so that no header can turn a public key into a
 * secret (RFC 8725, section 3.1).
 */
public enum SignatureAlgorithm {
    RS256(JWSAlgorithm.RS256, "RSA"),
    RS384(JWSAlgorithm.RS384, "RSA"),
    RS512(JWSAlgorithm.RS512, "RSA"),
    PS256(JWSAlgorithm.PS256, "RSA"),
    PS384(JWSAlgorithm.PS384, "RSA"),
    PS512(JWSAlgorithm.PS512, "RSA"),
    ES256(JWSAlgorithm.ES256, "P-256"),
    ES384(JWSAlgorithm.ES384, "P-384"),
    ES512(JWSAlgorithm.ES512, "P-521"),
    EDDSA(JWSAlgorithm.EdDSA, "Ed25519"),
    /** The name that RFC 9864, section 2.2 gives it instead. */
    ED25519(JWSAlgorithm.Ed25519, "Ed25519"),
    HS256(JWSAlgorithm.HS256, 256),
    HS384(JWSAlgorithm.HS384, 384),
    HS512(JWSAlgorithm.HS512, 512);

    private static final Map<String, SignatureAlgorithm> BY_WORD = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(SignatureAlgorithm::word, Function.identity()));

    private final JWSHeader header;
    private final String keyShape;
    private final int leastSecretBits;

    SignatureAlgorithm(JWSAlgorithm algorithm, String keyShape) {
        this.header = new JWSHeader(algorithm);
        this.keyShape = keyShape;
        this.leastSecretBits = 0;
    }

    SignatureAlgorithm(JWSAlgorithm algorithm, int leastSecretBits) {
        this.header = new JWSHeader(algorithm);
        this.keyShape = "secret";
        this.leastSecretBits = leastSecretBits;
    }

    /** The {@code alg} value, compared with case as RFC 7515, section 4.1.1 asks. */
    public String word() {
        return header.getAlgorithm().getName();
    }

    /** Whether it signs and verifies with one and the same secret. */
    public boolean usesSecret() {
        return leastSecretBits > 0;
    }

    /** As long as the hash, at least (RFC 7518, section 3.2). */
    public int leastSecretBits() {
        return leastSecretBits;
    }

    /** A header of our own making: nothing else that the token's header says reaches the verifier. */
    JWSHeader header() {
        return header;
    }

    /** The algorithm of that name. */
    public static Optional<SignatureAlgorithm> named(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /** The names of those that use a secret, or of those that do not, as configuration writes them. */
    public static List<String> words(boolean usingSecret) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.usesSecret() == usingSecret)
                .map(SignatureAlgorithm::word)
                .toList();
    }

    /** Those that the length of a secret allows. */
    static Set<SignatureAlgorithm> servedBy(Secret secret) {
        return Arrays.stream(values())
                .filter(SignatureAlgorithm::usesSecret)
                .filter(algorithm -> algorithm.leastSecretBits <= secret.bits())
                .collect(Collectors.toSet());
    }

    /**
     * Those that a public key serves.
     *
     * @param shape the key type, or the curve where the type has several
     * @param alg the one that the key names; all of its shape where it names none
     */
    static Set<SignatureAlgorithm> servedBy(String shape, @Nullable Object alg) {
        return Arrays.stream(values())
                .filter(algorithm -> !algorithm.usesSecret() && algorithm.keyShape.equals(shape))
                .filter(algorithm -> alg == null || algorithm.word().equals(alg))
                .collect(Collectors.toSet());
    }
}

package dev.portcullis.gateway.verification;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

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
    EDDSA(JWSAlgorithm.EdDSA, "Ed25519");

    private final JWSHeader header;
    private final String keyShape;

    SignatureAlgorithm(JWSAlgorithm algorithm, String keyShape) {
        this.header = new JWSHeader(algorithm);
        this.keyShape = keyShape;
    }

    /** The {@code alg} value, compared with case as RFC 7515, section 4.1.1 asks. */
    public String word() {
        return header.getAlgorithm().getName();
    }

    /** The key type, or the curve where the type has several. */
    String keyShape() {
        return keyShape;
    }

    /** A header of our own making: nothing else that the token's header says reaches the verifier. */
    JWSHeader header() {
        return header;
    }

    /** The algorithm of that name. */
    public static Optional<SignatureAlgorithm> named(String word) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.word().equals(word))
                .findFirst();
    }

    /** All names, as configuration writes them. */
    public static List<String> words() {
        return Arrays.stream(values()).map(SignatureAlgorithm::word).toList();
    }
}

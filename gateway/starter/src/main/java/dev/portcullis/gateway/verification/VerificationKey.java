package dev.portcullis.gateway.verification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that may verify, and with what. Two are the same where name, material and use are, whatever load they came with.
 *
 * @param kid its name, where it has one
 * @param id its material: the RFC 7638 thumbprint, or the place of a secret in the configuration
 * @param serves the algorithms that fit its type and its {@code alg}
 */
record VerificationKey(@Nullable String kid, String id, Set<SignatureAlgorithm> serves, JWSVerifier verifier) {

    VerificationKey {
        serves = Set.copyOf(serves);
    }

    boolean verifies(CompactJws jws, SignatureAlgorithm algorithm) {
        try {
            return verifier.verify(algorithm.header(), jws.signingInput(), Base64URL.encode(jws.signature()));
        } catch (JOSEException unfit) {
            throw new IllegalStateException("A key was offered for an algorithm that it does not serve.", unfit);
        }
    }

    KeyView.Entry shown() {
        List<String> algorithms =
                serves.stream().map(SignatureAlgorithm::word).sorted().toList();
        return new KeyView.Entry(kid == null ? "none" : ShownText.of(kid), algorithms, Optional.of(id));
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof VerificationKey that
                        && id.equals(that.id)
                        && Objects.equals(kid, that.kid)
                        && serves.equals(that.serves);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "VerificationKey[" + (kid == null ? "no kid" : ShownText.of(kid)) + "]";
    }
}

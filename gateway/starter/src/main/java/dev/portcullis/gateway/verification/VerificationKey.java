package dev.portcullis.gateway.verification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A public key that may verify, and with what.
 *
 * @param kid its name, where it has one
 * @param serves the algorithms that fit its type and its {@code alg}
 */
record VerificationKey(@Nullable String kid, Set<SignatureAlgorithm> serves, JWSVerifier verifier) {

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
}

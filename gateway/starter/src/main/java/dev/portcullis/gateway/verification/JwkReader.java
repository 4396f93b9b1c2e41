package dev.portcullis.gateway.verification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a verification key of one entry of a key set, or nothing.
 *
 * <p>Skipped are entries that are private or symmetric (whoever reads the set could sign), weak, broken, or published for
 * something other than verifying signatures (RFC 7517, sections 4.2 to 4.4).
 */
final class JwkReader {

    /** What makes up a public key. A broken certificate beside a good key is not our concern, so it is not read. */
    private static final List<String> KEY_MEMBERS = List.of("kty", "n", "e", "crv", "x", "y");

    private static final int MIN_RSA_BITS = 2_048;
    /** A signature under a larger one costs the gateway more than a request may. */
    private static final int MAX_RSA_BITS = 8_192;

    private static final int MAX_EXPONENT_BITS = 64;

    private JwkReader() {}

    static Optional<VerificationKey> read(Map<?, ?> entry) {
        Object kid = entry.get("kid");
        boolean skipped = entry.containsKey("d")
                || entry.containsKey("k")
                || kid != null && !(kid instanceof String)
                || !mayVerify(entry);
        return skipped ? Optional.empty() : read(entry, (String) kid);
    }

    private static boolean mayVerify(Map<?, ?> entry) {
        Object use = entry.get("use");
        Object operations = entry.get("key_ops");
        return (use == null || use.equals("sig"))
                && (operations == null || operations instanceof Collection<?> list && list.contains("verify"));
    }

    private static Optional<VerificationKey> read(Map<?, ?> entry, @Nullable String kid) {
        Map<String, Object> members = new HashMap<>();
        KEY_MEMBERS.stream().filter(entry::containsKey).forEach(name -> members.put(name, entry.get(name)));
        try {
            JWK key = JWK.parse(members);
            Set<SignatureAlgorithm> serves = servedBy(key, entry.get("alg"));
            return serves.isEmpty() || isWeak(key)
                    ? Optional.empty()
                    : Optional.of(new VerificationKey(kid, serves, verifierOf(key)));
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException broken) {
            return Optional.empty();
        }
    }

    /** All algorithms of its type where the key names none, else the one it names. */
    private static Set<SignatureAlgorithm> servedBy(JWK key, @Nullable Object alg) {
        String shape = shapeOf(key);
        return Arrays.stream(SignatureAlgorithm.values())
                .filter(algorithm -> algorithm.keyShape().equals(shape))
                .filter(algorithm -> alg == null || algorithm.word().equals(alg))
                .collect(Collectors.toSet());
    }

    private static String shapeOf(JWK key) {
        if (key instanceof RSAKey) {
            return "RSA";
        }
        return String.valueOf(key.toJSONObject().get("crv"));
    }

    private static boolean isWeak(JWK key) {
        if (!(key instanceof RSAKey rsa)) {
            return false;
        }
        int bits = rsa.getModulus().decodeToBigInteger().bitLength();
        var exponent = rsa.getPublicExponent().decodeToBigInteger();
        // with the exponent 1 a signature is its own message: anyone can write one
        return bits < MIN_RSA_BITS
                || bits > MAX_RSA_BITS
                || !exponent.testBit(0)
                || exponent.bitLength() < 2
                || exponent.bitLength() > MAX_EXPONENT_BITS;
    }

    private static JWSVerifier verifierOf(JWK key) throws JOSEException {
        if (key instanceof RSAKey rsa) {
            return new RSASSAVerifier(rsa);
        }
        return "Ed25519".equals(shapeOf(key))
                ? new Ed25519Verifier(key.toOctetKeyPair())
                : new ECDSAVerifier(key.toECKey());
    }
}

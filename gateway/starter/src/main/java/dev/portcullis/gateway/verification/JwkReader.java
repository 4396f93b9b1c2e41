package dev.portcullis.gateway.verification;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.Ed25519Verifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes a verification key of one entry of a key set, or says why not.
 *
 * <p>Skipped are entries that are private or symmetric (whoever reads the set could sign), weak, broken, or published for
 * something other than verifying signatures (RFC 7517, sections 4.2 to 4.4).
 */
final class JwkReader {

    /** What makes up a public key. A broken certificate beside a good key is not our concern, so it is not read. */
    private static final List<String> KEY_MEMBERS = List.of("kty", "n", "e", "crv", "x", "y");

    private JwkReader() {}

    static JwkReading read(Map<?, ?> entry) {
        Object kid = entry.get("kid");
        if (kid != null && !(kid instanceof String)) {
            return new JwkReading.Skipped(null, "has a kid that is no text");
        }
        if (entry.containsKey("d") || entry.containsKey("k")) {
            return new JwkReading.Skipped(kid, "is private or a secret: whoever reads the set could sign");
        }
        return mayVerify(entry)
                ? read(entry, (String) kid)
                : new JwkReading.Skipped(kid, "is published for another use than verifying");
    }

    private static boolean mayVerify(Map<?, ?> entry) {
        Object use = entry.get("use");
        Object operations = entry.get("key_ops");
        return (use == null || use.equals("sig"))
                && (operations == null || operations instanceof Collection<?> list && list.contains("verify"));
    }

    private static JwkReading read(Map<?, ?> entry, @Nullable String kid) {
        Map<String, Object> members = new HashMap<>();
        KEY_MEMBERS.stream().filter(entry::containsKey).forEach(name -> members.put(name, entry.get(name)));
        try {
            JWK key = JWK.parse(members);
            Set<SignatureAlgorithm> serves = SignatureAlgorithm.servedBy(shapeOf(key), entry.get("alg"));
            if (serves.isEmpty()) {
                return new JwkReading.Skipped(kid, "is of a type, or names an algorithm, that is not known here");
            }
            return key instanceof RSAKey rsa && !RsaStrength.isEnough(rsa)
                    ? new JwkReading.Skipped(kid, "is too weak, or too large")
                    : new JwkReading.Usable(
                            new VerificationKey(kid, key.computeThumbprint().toString(), serves, verifierOf(key)));
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException broken) {
            return new JwkReading.Skipped(kid, "is broken");
        } catch (LinkageError missing) {
            // Reactor would not signal it, and the load would never end; an algorithm that is allowed was tried at
            // start
            return new JwkReading.Skipped(kid, "needs a library that is not here");
        }
    }

    private static String shapeOf(JWK key) {
        return key instanceof RSAKey ? "RSA" : String.valueOf(key.toJSONObject().get("crv"));
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

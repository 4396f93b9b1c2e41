package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.OctetKeyPairGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Keys, made anew for each run, so that no private key lies in the repository. */
public final class TestKeys {

    public static final ECKey ISSUER = ec("issuer-1");
    /** Same {@code kid} as the issuer's: only the signature can tell. */
    public static final ECKey STRANGER = ec("issuer-1");
    /** Published by the issuer after the gateway has loaded its set. */
    public static final ECKey ROTATED = ec("issuer-2");

    public static final RSAKey RSA = rsa("rsa-1", 2_048);
    public static final OctetKeyPair ED25519 = ed25519("ed-1");

    private TestKeys() {}

    public static ECKey ec(String kid) {
        return ec(kid, Curve.P_256);
    }

    public static ECKey ec(String kid, Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID(kid).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RSAKey rsa(String kid, int bits) {
        try {
            return new RSAKeyGenerator(bits, true).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static OctetKeyPair ed25519(String kid) {
        try {
            return new OctetKeyPairGenerator(Curve.Ed25519).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key set of their public halves. */
    public static byte[] set(JWK... keys) {
        return entries(
                Arrays.stream(keys).map(key -> key.toPublicJWK().toJSONString()).toArray(String[]::new));
    }

    /** A key set of entries as they stand. */
    public static byte[] entries(String... entries) {
        return Arrays.stream(entries)
                .collect(Collectors.joining(",", "{\"keys\":[", "]}"))
                .getBytes(UTF_8);
    }
}

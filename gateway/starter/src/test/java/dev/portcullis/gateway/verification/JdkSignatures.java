package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jose.JOSEException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.List;

/** Signatures judged by the JDK alone, so that what is tested is not its own judge. */
final class JdkSignatures {

    private record Key(String algorithm, PublicKey key) {}

    private static final List<Key> KEYS = keys();

    private JdkSignatures() {}

    /** Whether one of the issuer's keys signed the first two parts, under the algorithm that is the key's own. */
    static boolean anyVerifies(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return false;
        }
        byte[] input = (parts[0] + "." + parts[1]).getBytes(US_ASCII);
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        return KEYS.stream().anyMatch(key -> verifies(key, input, signature));
    }

    private static boolean verifies(Key key, byte[] input, byte[] signature) {
        try {
            Signature judge = Signature.getInstance(key.algorithm());
            judge.initVerify(key.key());
            judge.update(input);
            return judge.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private static List<Key> keys() {
        try {
            PublicKey rsa = TestKeys.RSA.toPublicKey();
            return List.of(
                    new Key("SHA256withECDSAinP1363Format", TestKeys.ISSUER.toPublicKey()),
                    new Key("SHA256withRSA", rsa),
                    new Key("SHA384withRSA", rsa),
                    new Key("SHA512withRSA", rsa),
                    new Key("Ed25519", ed25519()));
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** RFC 8032, section 5.1.2: little-endian, the last bit is that of x. */
    private static PublicKey ed25519() throws GeneralSecurityException {
        byte[] point = TestKeys.ED25519.getX().decode();
        boolean isOdd = point[point.length - 1] < 0;
        point[point.length - 1] &= 0x7f;
        for (int i = 0, j = point.length - 1; i < j; i++, j--) {
            byte first = point[i];
            point[i] = point[j];
            point[j] = first;
        }
        return KeyFactory.getInstance("Ed25519")
                .generatePublic(new EdECPublicKeySpec(
                        NamedParameterSpec.ED25519, new EdECPoint(isOdd, new BigInteger(1, point))));
    }
}

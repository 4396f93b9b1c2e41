package dev.portcullis.gateway.verification;

import com.nimbusds.jose.jwk.RSAKey;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether an RSA key is one that only its owner can sign with.
 *
 * <p>A chip library made moduli out of powers of 65537 (CVE-2017-15361), which can be factored. They are told by their
 * remainders: all of them lie among the powers of 65537, for every small prime.
 */
final class RsaStrength {

    private static final int MIN_BITS = 2_048;
    /** A signature under a larger one costs the gateway more than a request may. */
    private static final int MAX_BITS = 8_192;

    private static final int MAX_EXPONENT_BITS = 64;

    private static final int GENERATOR = 65_537;
    private static final int LARGEST_PRIME = 167;
    private static final List<Integer> PRIMES = IntStream.rangeClosed(3, LARGEST_PRIME)
            .filter(number -> BigInteger.valueOf(number).isProbablePrime(20))
            .boxed()
            .toList();

    private RsaStrength() {}

    static boolean isEnough(RSAKey key) {
        BigInteger modulus = key.getModulus().decodeToBigInteger();
        BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
        // with the exponent 1 a signature is its own message: anyone can write one
        return modulus.bitLength() >= MIN_BITS
                && modulus.bitLength() <= MAX_BITS
                && exponent.testBit(0)
                && exponent.bitLength() >= 2
                && exponent.bitLength() <= MAX_EXPONENT_BITS
                && !isFactorable(modulus);
    }

    private static boolean isFactorable(BigInteger modulus) {
        return PRIMES.stream()
                .allMatch(
                        prime -> isPower(modulus.mod(BigInteger.valueOf(prime)).intValue(), prime));
    }

    private static boolean isPower(int remainder, int prime) {
        int power = 1;
        do {
            if (power == remainder) {
                return true;
            }
            power = power * (GENERATOR % prime) % prime;
        } while (power != 1);
        return false;
    }
}

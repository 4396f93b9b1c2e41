package dev.portcullis.gateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which RSA keys of a key set verify. The moduli are no products of two primes: nobody signs with them. */
final class RsaStrengthTests {

    private static final BigInteger COMMON_EXPONENT = BigInteger.valueOf(65_537);
    /** Product of the primes by which such moduli are told, beginning with 3. */
    private static final BigInteger PRIMORIAL = primesTo(167);

    private static BigInteger primesTo(int last) {
        return IntStream.rangeClosed(3, last)
                .mapToObj(BigInteger::valueOf)
                .filter(number -> number.isProbablePrime(20))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    private static boolean verifies(BigInteger modulus, BigInteger exponent) {
        String entry = "{\"kty\":\"RSA\",\"n\":\"" + text(modulus) + "\",\"e\":\"" + text(exponent) + "\"}";
        return !KeySet.parse(TestKeys.entries(entry)).orElseThrow().isEmpty();
    }

    private static String text(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int sign = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.util.Arrays.copyOfRange(bytes, sign, bytes.length));
    }

    private static BigInteger oddOf(int bits) {
        return BigInteger.ONE.shiftLeft(bits - 1).add(BigInteger.ONE);
    }

    @ParameterizedTest
    @CsvSource({"2047, false", "2048, true", "8192, true", "8193, false"})
    void modulusHas2048To8192Bits(int bits, boolean verifies) {
        assertThat(verifies(oddOf(bits), COMMON_EXPONENT)).isEqualTo(verifies);
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true", "4, false", "5, true", "65537, true"})
    void exponentIsOddAndNotOne(long exponent, boolean verifies) {
        assertThat(verifies(oddOf(2_048), BigInteger.valueOf(exponent))).isEqualTo(verifies);
    }

    @ParameterizedTest
    @CsvSource({"64, true", "65, false"})
    void exponentHas64BitsAtMost(int bits, boolean verifies) {
        assertThat(verifies(oddOf(2_048), oddOf(bits))).isEqualTo(verifies);
    }

    /** A modulus of 2048 bits that leaves the same remainders as a number by all the primes. */
    private static BigInteger likeModulo(BigInteger number) {
        BigInteger large = BigInteger.ONE.shiftLeft(2_047);
        return large.add(number.subtract(large).mod(PRIMORIAL));
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "1000003"})
    void modulusMadeOfPowersOf65537DoesNotVerify(int power) {
        BigInteger made = COMMON_EXPONENT.modPow(BigInteger.valueOf(power), PRIMORIAL);

        assertThat(verifies(likeModulo(made), COMMON_EXPONENT)).isFalse();
    }

    @Test // 65537 is 4 modulo 11, whose powers are 1, 3, 4, 5 and 9: 2 is none of them
    void modulusThatDiffersBySomePrimeVerifies() {
        BigInteger eleven = BigInteger.valueOf(11);
        BigInteger others = PRIMORIAL.divide(eleven);
        BigInteger made = COMMON_EXPONENT.modPow(BigInteger.TEN, PRIMORIAL);
        BigInteger step = others.multiply(others.modInverse(eleven)); // 1 modulo 11, 0 modulo the others
        BigInteger two = made.add(step.multiply(BigInteger.TWO.subtract(made))).mod(PRIMORIAL);

        assertThat(verifies(likeModulo(two), COMMON_EXPONENT)).isTrue();
    }
}

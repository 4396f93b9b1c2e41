package dev.portcullis.auth.token;

import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * UUIDs that carry their instant in milliseconds, which is finer than the seconds of {@code iat}: a login in the second
 * of a revocation must work, and the token before it must not.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9562#section-5.7">RFC 9562, section 5.7: UUID Version 7</a>
 */
final class UuidV7 {

    private static final int VERSION = 7;

    private UuidV7() {}

    static UUID at(long millis, RandomGenerator random) {
        long high = millis << 16 | VERSION << 12 | random.nextInt(1 << 12);
        long low = random.nextLong() >>> 2 | Long.MIN_VALUE;
        return new UUID(high, low);
    }

    static long millisOf(UUID uuid) {
        return uuid.getMostSignificantBits() >>> 16;
    }
}

package dev.portcullis.auth.session;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The 256 random bits that a family of refresh tokens shares. The client alone keeps them; we keep their hash. */
final class Seed {

    private static final int BYTES = 32;
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final byte[] bytes;

    private Seed(byte[] bytes) {
        this.bytes = bytes;
    }

    static Seed random(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Seed(bytes);
    }

    /** Of 43 base64url characters. */
    static Seed ofText(String text) {
        return new Seed(Base64.getUrlDecoder().decode(text));
    }

    String text() {
        return BASE64URL.encodeToString(bytes);
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** What the database finds the family by. */
    String hash() {
        try {
            return BASE64URL.encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has SHA-256.", absent);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Seed that && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** The same for all: a hash of a secret would be a way to test guesses. */
    @Override
    public int hashCode() {
        return Seed.class.hashCode();
    }

    @Override
    public String toString() {
        return "Seed[redacted]";
    }
}

package dev.portcullis.auth.settings;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** A 256-bit secret that cannot be printed, and that takes the same time to compare whatever the difference. */
public final class SecretBytes {

    private static final int LENGTH = 32;

    private final byte[] bytes;

    private SecretBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** From the base64 of exactly 32 bytes; empty for anything else. */
    public static Optional<SecretBytes> parse(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64.strip());
            return bytes.length == LENGTH ? Optional.of(new SecretBytes(bytes)) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    /** As a key for {@code algorithm}. */
    public SecretKey asKey(String algorithm) {
        return new SecretKeySpec(bytes, algorithm);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SecretBytes that && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** The same for all: a hash of the secret would be a way to test guesses. */
    @Override
    public int hashCode() {
        return SecretBytes.class.hashCode();
    }

    @Override
    public String toString() {
        return "SecretBytes[redacted]";
    }
}

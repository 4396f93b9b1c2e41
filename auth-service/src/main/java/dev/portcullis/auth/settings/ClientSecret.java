package dev.portcullis.auth.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** The secret of an OAuth client, kept as a SHA-256. It has enough entropy that no slower hash is needed. */
public final class ClientSecret {

    /** Below it a secret could be a word that somebody thought of. */
    static final int FEWEST_CHARS = 32;

    private final byte[] digest;

    private ClientSecret(byte[] digest) {
        this.digest = digest;
    }

    /** Of the text that a client will send. */
    public static ClientSecret of(String text) {
        return new ClientSecret(sha256(text));
    }

    /** Whether that is the secret; takes the same time whatever the difference. */
    public boolean matches(String text) {
        return MessageDigest.isEqual(digest, sha256(text));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("Every Java platform has SHA-256.", absent);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientSecret that && MessageDigest.isEqual(digest, that.digest);
    }

    /** The same for all: a hash of the secret would be a way to test guesses. */
    @Override
    public int hashCode() {
        return ClientSecret.class.hashCode();
    }

    @Override
    public String toString() {
        return "ClientSecret[redacted]";
    }
}

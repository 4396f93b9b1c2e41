package dev.portcullis.revocation.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** The secret that a gateway shows to the feed. Never printed, compared in constant time. */
public final class FeedSecret {

    private final String text;

    /** @throws IllegalArgumentException where it is empty */
    public FeedSecret(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("A secret is not empty.");
        }
        this.text = text;
    }

    /** For the header alone. */
    String revealed() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FeedSecret secret
                && MessageDigest.isEqual(text.getBytes(UTF_8), secret.text.getBytes(UTF_8));
    }

    @Override
    public int hashCode() {
        return FeedSecret.class.hashCode(); // of nothing that would tell about the text
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}

package dev.portcullis.gateway.credential;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;

/** A token as it was presented: its grammar is right, and nothing else is known of it. */
public final class BearerToken {

    private final String text;

    BearerToken(String text) {
        this.text = text;
    }

    /** The credential itself. It belongs in no log, message or metric. */
    public String text() {
        return text;
    }

    /** Takes the same time wherever two tokens of one length differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof BearerToken that
                && MessageDigest.isEqual(text.getBytes(US_ASCII), that.text.getBytes(US_ASCII));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "BearerToken[redacted]";
    }
}

package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** A secret that tokens are signed with. Whoever has it can mint them, so nothing of it is ever shown. */
public final class Secret {

    private static final String REDACTED = "Secret[redacted]";

    private final byte[] bytes;

    private Secret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The UTF-8 bytes of a text, as libraries that take a string take it. */
    public static Secret ofText(String text) {
        return new Secret(text.getBytes(UTF_8));
    }

    /** The bytes that a base64url text stands for, with padding or without; nothing where it is none. */
    public static Optional<Secret> parseBase64Url(String text) {
        try {
            return Optional.of(new Secret(Base64.getUrlDecoder().decode(text)));
        } catch (IllegalArgumentException foreign) {
            return Optional.empty();
        }
    }

    /** Its length in bits. Of a text that is what it occupies, not how hard it is to guess. */
    public int bits() {
        return bytes.length * Byte.SIZE;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Takes the same time wherever two secrets of one length differ. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** The same for all: a hash would tell of the secret, and nothing keeps many. */
    @Override
    public int hashCode() {
        return REDACTED.hashCode();
    }

    @Override
    public String toString() {
        return REDACTED;
    }
}

package dev.portcullis.revocation.memory;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A {@linkplain dev.portcullis.revocation.Covered#member() member} as numbers: the letter of its kind and all 256 bits of
 * its hash. Nothing is cut off, so two members are the same exactly when their keys are.
 *
 * @param kind the letter, visible ASCII
 */
record MemberKey(byte kind, long first, long second, long third, long fourth) {

    private static final int MEMBER_CHARS = 45;
    private static final int HASH_STARTS = 2;
    private static final int HASH_BYTES = 32;

    /** @throws IllegalArgumentException where the text is no member of the log */
    static MemberKey of(String member) {
        if (member.length() != MEMBER_CHARS || member.charAt(1) != ':' || member.charAt(0) > '~') {
            throw new IllegalArgumentException("A member is a letter, a colon and a SHA-256 in base64url.");
        }
        byte[] hash = Base64.getUrlDecoder().decode(member.substring(HASH_STARTS));
        if (hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("A member ends in a SHA-256.");
        }
        ByteBuffer words = ByteBuffer.wrap(hash);
        return new MemberKey(
                (byte) member.charAt(0), words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }
}

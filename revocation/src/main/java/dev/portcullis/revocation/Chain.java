package dev.portcullis.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The hash that ties an entry to all before it: two logs that agree on the chain at n agree on everything up to n.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Chain(String hex) {

    /** The chain of the empty log. */
    public static final Chain GENESIS = new Chain("0".repeat(64));

    /** Refuses anything that is not 64 lower-case hexadecimal digits. */
    public Chain {
        if (hex.length() != 64 || !hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
            throw new IllegalArgumentException("A chain is 64 lower-case hexadecimal digits.");
        }
    }

    /** The chain after one more entry. */
    public Chain next(long number, String member, long score) {
        MessageDigest digest = Digests.sha256();
        digest.update((hex + '|' + number + '|' + member + '|' + score).getBytes(US_ASCII));
        return new Chain(HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public String toString() {
        return hex;
    }
}

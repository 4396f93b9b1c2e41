package dev.portcullis.revocation;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

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
        if (!isChain(hex)) {
            throw new IllegalArgumentException("A chain is 64 lower-case hexadecimal digits.");
        }
    }

    /** From a text that anyone may have written; empty where it is no chain. */
    public static Optional<Chain> parse(String text) {
        return isChain(text) ? Optional.of(new Chain(text)) : Optional.empty();
    }

    private static boolean isChain(String text) {
        return text.length() == 64 && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
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

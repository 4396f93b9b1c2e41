package dev.portcullis.auth.revocation;

import dev.portcullis.revocation.Covered;
import java.util.Optional;

/**
 * What somebody wants revoked.
 *
 * @param covered what is to be covered
 * @param name the token's, session's, subject's, client's or key's own name, kept for administrators; "" for an issuer
 * @param until when the last token that it covers has expired, skew included, in milliseconds; empty where nobody can tell.
 *     Not asked for where the entry covers up to an instant
 * @param reason why, for administrators; "" where nobody said
 */
public record Revocation(Covered covered, String name, Optional<Long> until, String reason) {

    /** What cannot be known better than by the horizon, and without a reason. */
    public static Revocation of(Covered covered, String name) {
        return new Revocation(covered, name, Optional.empty(), "");
    }

    /** The same with the end of the last token that it covers. */
    public Revocation until(long millis) {
        return new Revocation(covered, name, Optional.of(millis), reason);
    }

    /** The same with the words of who revoked. */
    public Revocation because(String words) {
        return new Revocation(covered, name, until, words);
    }
}

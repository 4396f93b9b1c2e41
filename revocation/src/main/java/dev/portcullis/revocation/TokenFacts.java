package dev.portcullis.revocation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the log needs to know of a verified token to tell whether an entry covers it.
 *
 * @param issuer its {@code iss}
 * @param jti its {@code jti}
 * @param signingInputDigest base64url SHA-256 of the signing input, asked for only where there is no {@code jti}
 * @param sid its session
 * @param subject its {@code sub}
 * @param clientId its {@code client_id}
 * @param kid the key that verified it
 * @param mintedAt when it was minted, rounded down to what its issuer tells (whole seconds for an {@code iat});
 *     {@code null} counts as minted before every cut-off
 */
public record TokenFacts(
        String issuer,
        @Nullable String jti,
        String signingInputDigest,
        @Nullable String sid,
        @Nullable String subject,
        @Nullable String clientId,
        @Nullable String kid,
        @Nullable Instant mintedAt) {

    /** Everything whose revocation would cover this token. */
    public List<Covered> covering() {
        List<Covered> covering = new ArrayList<>(6);
        covering.add(
                jti == null ? new Covered.UnnamedToken(issuer, signingInputDigest) : new Covered.Token(issuer, jti));
        if (sid != null) {
            covering.add(new Covered.Session(issuer, sid));
        }
        if (subject != null) {
            covering.add(new Covered.Subject(issuer, subject));
        }
        if (clientId != null) {
            covering.add(new Covered.Client(issuer, clientId));
        }
        covering.add(new Covered.Issuer(issuer));
        if (kid != null) {
            covering.add(new Covered.Key(issuer, kid));
        }
        return covering;
    }

    /** Whether an entry for {@code covered} with this score covers the token. */
    public boolean isCoveredBy(Covered covered, long score) {
        if (!covered.kind().upToAnInstant()) {
            return true; // until when it matters only says when the entry may go
        }
        // The same instant counts as covered: a token of the very millisecond, or second, of the cut-off must not live.
        return mintedAt == null || mintedAt.toEpochMilli() <= score;
    }
}

package dev.portcullis.gateway.verification;

import dev.portcullis.revocation.TokenFacts;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A token that claims to be of this issuer. Nothing in it is true yet. */
record UnverifiedToken(
        CompactJws jws, JoseHeader header, Claims claims, TrustedIssuer issuer, SignatureAlgorithm algorithm) {

    /** What it becomes once its signature and its claims have been found good. */
    VerifiedToken verifiedBy(VerificationKey key) {
        return new VerifiedToken(claims, facts(key.kid()), issuer.settings());
    }

    private TokenFacts facts(@Nullable String kid) {
        return new TokenFacts(
                issuer.settings().issuer(),
                claims.text(Claims.TOKEN_ID),
                digest(jws.signingInput()),
                claims.text(Claims.SESSION),
                claims.text(Claims.SUBJECT),
                claims.text(Claims.CLIENT),
                kid,
                issuer.settings().mintInstant().of(claims));
    }

    private static String digest(byte[] signingInput) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(TokenDigest.sha256(signingInput));
    }

    @Override
    public String toString() {
        return "UnverifiedToken[redacted]";
    }
}

package dev.portcullis.auth.token;

import com.nimbusds.jwt.JWTClaimsSet;
import dev.portcullis.revocation.TokenFacts;

/**
 * An access token that one of our keys has signed, a user's or a client's own: what anybody may be told of it, and nothing
 * by which it acts for a user. Only this room makes one.
 */
public final class OwnToken {

    private final TokenFacts facts;
    private final JWTClaimsSet claims;

    OwnToken(TokenFacts facts, JWTClaimsSet claims) {
        this.facts = facts;
        this.claims = claims;
    }

    /** What a revocation could cover it by. */
    public TokenFacts facts() {
        return facts;
    }

    /** All that it says. */
    public JWTClaimsSet claims() {
        return claims;
    }

    @Override
    public String toString() {
        return "OwnToken[redacted]";
    }
}

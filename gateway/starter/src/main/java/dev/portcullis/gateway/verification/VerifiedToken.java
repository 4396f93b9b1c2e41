package dev.portcullis.gateway.verification;

import dev.portcullis.revocation.TokenFacts;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that a trusted issuer signed for us and that is valid now. Only this room can make one, so who holds it need not
 * check again.
 */
public final class VerifiedToken {

    private final Claims claims;
    private final TokenFacts facts;
    private final Set<String> scopes;
    private final Set<String> roles;

    VerifiedToken(Claims claims, TokenFacts facts, String rolesClaim) {
        this.claims = claims;
        this.facts = facts;
        Set<String> granted = new LinkedHashSet<>(claims.words(Claims.SCOPE));
        granted.addAll(claims.words(Claims.SCP));
        this.scopes = Collections.unmodifiableSet(granted);
        this.roles = Collections.unmodifiableSet(claims.words(rolesClaim));
    }

    /** What the revocation log needs to know of it. */
    public TokenFacts facts() {
        return facts;
    }

    /** From {@code scope} and {@code scp}, in the token's order. */
    public Set<String> scopes() {
        return scopes;
    }

    /** From the issuer's {@code roles-claim}, in the token's order. */
    public Set<String> roles() {
        return roles;
    }

    /** A claim as JSON has it: text, number, truth value, list or map. */
    public @Nullable Object claim(String name) {
        return claims.raw(name);
    }

    @Override
    public String toString() {
        return "VerifiedToken[redacted]";
    }
}

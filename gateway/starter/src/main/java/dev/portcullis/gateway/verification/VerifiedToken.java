package dev.portcullis.gateway.verification;

import dev.portcullis.revocation.TokenFacts;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token that a trusted issuer signed for us and that is valid now. Only this room can make one, so who holds it need not
 * check again.
 */
public final class VerifiedToken {

    private final Claims claims;
    private final TokenFacts facts;
    private final IssuerSettings issuer;
    private final Set<String> scopes;
    private final Set<String> roles;

    VerifiedToken(Claims claims, TokenFacts facts, IssuerSettings issuer) {
        this.claims = claims;
        this.facts = facts;
        this.issuer = issuer;
        Set<String> granted = new LinkedHashSet<>(claims.words(Claims.SCOPE));
        granted.addAll(claims.words(Claims.SCP));
        this.scopes = Collections.unmodifiableSet(granted);
        this.roles = Collections.unmodifiableSet(claims.wordsAt(issuer.rolesClaim()));
    }

    /** What the revocation log needs to know of it. */
    public TokenFacts facts() {
        return facts;
    }

    /** Whose it is, as configuration names and describes it. */
    public IssuerSettings issuer() {
        return issuer;
    }

    /** When it expires, skew not included. Every token that was verified has such an instant. */
    public Instant expires() {
        return Objects.requireNonNull(claims.instant(Claims.EXPIRES), "verified, so it expires");
    }

    /** Until when its session may last at most, where it says so. */
    public Optional<Instant> sessionExpires() {
        return Optional.ofNullable(claims.instant(Claims.SESSION_EXPIRES));
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

    /** The claim at the end of a path of names; {@code null} where the path leads nowhere. */
    public @Nullable Object claimAt(List<String> path) {
        return claims.rawAt(path);
    }

    Claims claims() {
        return claims;
    }

    @Override
    public String toString() {
        return "VerifiedToken[redacted]";
    }
}

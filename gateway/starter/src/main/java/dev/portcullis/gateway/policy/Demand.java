package dev.portcullis.gateway.policy;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InsufficientScope.Lack;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.VerifiedToken;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What a token has to bring. All parts have to hold; an empty part asks for nothing.
 *
 * @param scopes all of them
 * @param roles one of them
 * @param claims each of them
 * @param issuers the names of the issuers that are admitted; where empty, every one that need not be named
 */
public record Demand(List<String> scopes, List<String> roles, List<ClaimDemand> claims, Set<String> issuers) {

    /** Any valid token, of an issuer that need not be named. */
    public static final Demand NOTHING = new Demand(List.of(), List.of(), List.of(), Set.of());

    public Demand {
        scopes = List.copyOf(scopes);
        roles = List.copyOf(roles);
        claims = List.copyOf(claims);
        issuers = Set.copyOf(issuers);
    }

    /** Whether tokens of that issuer may be used here. */
    public boolean admits(IssuerSettings issuer) {
        return issuers.isEmpty() ? !issuer.onlyWhereNamed() : issuers.contains(issuer.name());
    }

    /** Passes the token on where its issuer may be used here. */
    Outcome<VerifiedToken> admit(VerifiedToken token) {
        return admits(token.issuer())
                ? new Outcome.Passed<>(token)
                : new Outcome.Refused<>(new Refusal.InvalidToken(Reason.ISSUER_NOT_HERE));
    }

    /** Passes the token on where it brings the rest. What is missing is told from configuration, never from the token. */
    Outcome<VerifiedToken> permit(VerifiedToken token) {
        if (!token.scopes().containsAll(scopes)) {
            return lacking(Lack.SCOPE);
        }
        if (!roles.isEmpty() && Collections.disjoint(token.roles(), roles)) {
            return lacking(Lack.ROLE);
        }
        for (ClaimDemand claim : claims) {
            if (!claim.isMetBy(token)) {
                return lacking(Lack.CLAIM);
            }
        }
        return new Outcome.Passed<>(token);
    }

    private Outcome<VerifiedToken> lacking(Lack lack) {
        return new Outcome.Refused<>(new Refusal.InsufficientScope(lack, scopes));
    }
}

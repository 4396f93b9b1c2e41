package dev.portcullis.gateway.verification;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the claims of a token have to say at one instant. One skew forgives in every direction.
 *
 * @param now read once a decision, so that no two rules see different times
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7519#section-4.1">RFC 7519, section 4.1</a>
 */
record ClaimRules(IssuerSettings issuer, Instant now) {

    /** Passes the claims on where all rules hold, else says which one does not. */
    Outcome<Claims> check(Claims claims) {
        Reason broken = firstBroken(claims);
        return broken == null ? new Outcome.Passed<>(claims) : new Outcome.Refused<>(new Refusal.InvalidToken(broken));
    }

    private @Nullable Reason firstBroken(Claims claims) {
        Instant expires = claims.instant(Claims.EXPIRES);
        Instant issued = claims.instant(Claims.ISSUED_AT);
        if (!claims.isWordsAtPathOrAbsent(issuer.rolesClaim())) {
            return Reason.MALFORMED;
        }
        if (!issuer.audiences().isEmpty() && claims.audience().stream().noneMatch(issuer.audiences()::contains)) {
            return Reason.AUDIENCE;
        }
        if (expires == null) {
            return Reason.LIFETIME; // one without an end is longer than any bound
        }
        // "on or after which" it must not be accepted: the instant itself is too late
        if (!now.isBefore(expires.plus(issuer.clockSkew()))) {
            return Reason.EXPIRED;
        }
        if (isAhead(claims.instant(Claims.NOT_BEFORE)) || isAhead(issued)) {
            return Reason.NOT_YET_VALID;
        }
        return outlives(issued, expires) ? Reason.LIFETIME : null;
    }

    private boolean isAhead(@Nullable Instant instant) {
        return instant != null && instant.isAfter(now.plus(issuer.clockSkew()));
    }

    /** From its own {@code iat}; without one from now, where only the issuer's clock may be ahead of ours. */
    private boolean outlives(@Nullable Instant issued, Instant expires) {
        Duration bound = issuer.maxLifetime();
        return issued == null
                ? expires.isAfter(now.plus(bound).plus(issuer.clockSkew()))
                : expires.isAfter(issued.plus(bound));
    }
}

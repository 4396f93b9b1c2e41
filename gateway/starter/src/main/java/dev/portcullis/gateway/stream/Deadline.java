package dev.portcullis.gateway.stream;

import dev.portcullis.gateway.policy.StreamLimit;
import dev.portcullis.gateway.verification.VerifiedToken;
import java.time.Instant;

/**
 * When a stream ends by itself, and as what.
 *
 * @param at the first instant at which it may not be open any more, as for a request
 */
record Deadline(Instant at, StreamEnd end) {

    /** With the skew, as for a request: a stream falls when a new request of the same token would. */
    static Deadline of(VerifiedToken token, StreamLimit limit, Instant now) {
        return switch (limit.lifetime()) {
            case TOKEN -> new Deadline(token.expires().plus(token.issuer().clockSkew()), StreamEnd.TOKEN_EXPIRED);
            case SESSION -> ofSession(token, now.plus(limit.longest()));
        };
    }

    private static Deadline ofSession(VerifiedToken token, Instant cap) {
        return token.sessionExpires()
                .map(end -> end.plus(token.issuer().clockSkew()))
                .filter(end -> end.isBefore(cap))
                .map(end -> new Deadline(end, StreamEnd.SESSION_EXPIRED))
                .orElseGet(() -> new Deadline(cap, StreamEnd.LIFETIME_REACHED));
    }
}

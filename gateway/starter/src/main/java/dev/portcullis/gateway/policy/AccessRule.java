package dev.portcullis.gateway.policy;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InsufficientScope.Lack;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.RevocationStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * What a route asks of its callers. All parts of it have to hold.
 *
 * @param isPublic open to everyone, and then a token is not even read
 * @param scopes the token needs all of them
 * @param roles the token needs one of them, where there is any
 */
public record AccessRule(boolean isPublic, List<String> scopes, List<String> roles) {

    /** Said in so many words, or not at all. */
    public static final AccessRule PUBLIC = new AccessRule(true, List.of(), List.of());

    /** The rule of a route that says nothing: any valid token. */
    public static final AccessRule AUTHENTICATED = new AccessRule(false, List.of(), List.of());

    /** What a route that says nothing grants a stream: as long as its token. */
    private static final StreamLimit STREAM_LIMIT = new StreamLimit(StreamLimit.Lifetime.TOKEN, Duration.ofHours(12));

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    public AccessRule {
        scopes = List.copyOf(scopes);
        roles = List.copyOf(roles);
    }

    /** How long an open stream of an admitted caller may last. */
    public StreamLimit streamLimit() {
        return STREAM_LIMIT;
    }

    /** What a revocation status leads to on this route. */
    public Outcome<VerifiedToken> accept(VerifiedToken token, RevocationStatus status) {
        return switch (status) {
            case ACTIVE -> new Outcome.Passed<>(token);
            case REVOKED -> new Outcome.Refused<>(new Refusal.InvalidToken(Reason.REVOKED));
            case UNKNOWN -> new Outcome.Refused<>(new Refusal.RevocationUnknown(RETRY_AFTER));
        };
    }

    /** Passes the token on where it brings what the route asks for. */
    public Outcome<VerifiedToken> permit(VerifiedToken token) {
        if (!token.scopes().containsAll(scopes)) {
            return lacking(Lack.SCOPE);
        }
        if (!roles.isEmpty() && Collections.disjoint(token.roles(), roles)) {
            return lacking(Lack.ROLE);
        }
        return new Outcome.Passed<>(token);
    }

    private Outcome<VerifiedToken> lacking(Lack lack) {
        return new Outcome.Refused<>(new Refusal.InsufficientScope(lack, scopes));
    }
}

package dev.portcullis.gateway.policy;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.RevocationStatus;
import java.time.Duration;
import java.util.Map;

/**
 * What a route asks of its callers, and how it treats those whom it admits.
 *
 * @param isPublic open to everyone, and then a token is not even read
 * @param demand what a token has to bring
 * @param byMethod the same for the methods that say something else; whole, so that nothing is put together on a request
 */
public record AccessRule(boolean isPublic, Demand demand, Map<String, Demand> byMethod, Handling handling) {

    /** Said in so many words, or not at all. */
    public static final AccessRule PUBLIC = new AccessRule(true, Demand.NOTHING, Map.of(), Handling.USUAL);

    /** The rule of a route that says nothing: any valid token. */
    public static final AccessRule AUTHENTICATED = new AccessRule(false, Demand.NOTHING, Map.of(), Handling.USUAL);

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    public AccessRule {
        byMethod = Map.copyOf(byMethod);
    }

    /** How long an open stream of an admitted caller may last. */
    public StreamLimit streamLimit() {
        return handling.streamLimit();
    }

    /** Passes the token on where its issuer may be used with this method. */
    public Outcome<VerifiedToken> admit(VerifiedToken token, String method) {
        return demandOf(method).admit(token);
    }

    /** What a revocation status leads to on this route. */
    public Outcome<Accepted> accept(VerifiedToken token, RevocationStatus status) {
        return switch (status) {
            case ACTIVE -> new Outcome.Passed<>(new Accepted(token, false));
            case REVOKED -> new Outcome.Refused<>(new Refusal.InvalidToken(Reason.REVOKED));
            case UNKNOWN ->
                handling.admitsUnseen()
                        ? new Outcome.Passed<>(new Accepted(token, true))
                        : new Outcome.Refused<>(new Refusal.RevocationUnknown(RETRY_AFTER));
        };
    }

    /** Passes the token on where it brings what the route asks for with this method. */
    public Outcome<VerifiedToken> permit(VerifiedToken token, String method) {
        return demandOf(method).permit(token);
    }

    /** RFC 9110, section 9.3.2: HEAD is GET without the content, so whoever may not GET must not learn its headers. */
    private Demand demandOf(String method) {
        return byMethod.getOrDefault(method.equals("HEAD") ? "GET" : method, demand);
    }

    /**
     * A token that is not known to be revoked.
     *
     * @param unseen whether that is so because nobody can tell now
     */
    public record Accepted(VerifiedToken token, boolean unseen) {}
}

package dev.portcullis.revocation;

import reactor.core.publisher.Mono;

/** Who asks whether a token has been revoked asks here. */
public interface RevocationList {

    /**
     * What is known of this token now. Never empty, never an error: what cannot be told is
     * {@link RevocationStatus#UNKNOWN}. Does not block, and answers within the list's own time-out.
     */
    Mono<RevocationStatus> statusOf(TokenFacts token);
}

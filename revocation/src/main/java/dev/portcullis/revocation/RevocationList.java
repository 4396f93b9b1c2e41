package dev.portcullis.revocation;

import reactor.core.publisher.Mono;

/** Who asks whether a token has been revoked asks here. */
public interface RevocationList {

    /**
     * What is known of this token now. Never empty, never an error: what cannot be told is
     * {@link RevocationStatus#UNKNOWN}. Does not block, and answers within the list's own time-out.
     */
    Mono<RevocationStatus> statusOf(TokenFacts token);

    /** Whether it could tell now. One that needs no proof always can. Does not block. */
    default boolean isCurrent() {
        return true;
    }

    /**
     * Whether whoever listens has been told of everything that {@link #isCurrent} speaks of. Not the same where the questions
     * and the listening have different sources, one of which may fail alone. Does not block.
     */
    default boolean isHeard() {
        return isCurrent();
    }

    /** Tells the listener of entries as they take effect. To be called before the list is started. */
    default void listen(RevocationListener listener) {
        // a list that nothing is ever added to has nothing to tell
    }
}

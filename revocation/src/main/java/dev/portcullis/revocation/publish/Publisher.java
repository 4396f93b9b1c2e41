package dev.portcullis.revocation.publish;

import dev.portcullis.revocation.LogPosition;
import reactor.core.publisher.Mono;

/** Carries committed entries to where the gateways read them. */
public interface Publisher {

    /**
     * Sees to it that all entries up to {@code position}, which must be committed, are published. PENDING too where its
     * history is given up meanwhile: whether the entry goes on in the next one, only a repeat of the act can tell. Never
     * empty, never an error; answers within the publisher's own time-out. Does not block.
     */
    Mono<Publication> publish(LogPosition position);
}

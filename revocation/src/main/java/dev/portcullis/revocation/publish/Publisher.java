package dev.portcullis.revocation.publish;

import reactor.core.publisher.Mono;

/** Carries committed entries to where the gateways read them. */
public interface Publisher {

    /**
     * Sees to it that all entries up to {@code number}, which must be committed, are published. Never empty, never an
     * error; answers within the publisher's own time-out. Does not block.
     */
    Mono<Publication> publish(long number);
}

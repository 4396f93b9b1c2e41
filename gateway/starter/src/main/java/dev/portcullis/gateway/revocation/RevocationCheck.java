package dev.portcullis.gateway.revocation;

import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.RevocationList;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import reactor.core.publisher.Mono;

/** Asks the list about a verified token, and only about one: an unverified one could name any session. */
public final class RevocationCheck {

    private final RevocationList list;

    private final Counter unknown;

    public RevocationCheck(RevocationList list, MeterRegistry meters) {
        this.list = list;
        this.unknown = Counter.builder("portcullis.revocation.unknown")
                .description("Questions to the revocation list to which nobody knew the answer")
                .register(meters);
    }

    /** Never empty. Does not block. */
    public Mono<RevocationStatus> statusOf(VerifiedToken token) {
        return list.statusOf(token.facts()).doOnNext(this::count);
    }

    /** Whether the list tells now, unasked, of each revocation. */
    public boolean canTell() {
        return list.isHeard();
    }

    private void count(RevocationStatus status) {
        if (status == RevocationStatus.UNKNOWN) {
            unknown.increment();
        }
    }
}

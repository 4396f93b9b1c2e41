package dev.portcullis.gateway.revocation;

import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.RevocationList;
import dev.portcullis.revocation.RevocationStatus;
import reactor.core.publisher.Mono;

/** Asks the list about a verified token, and only about one: an unverified one could name any session. */
public final class RevocationCheck {

    private final RevocationList list;

    public RevocationCheck(RevocationList list) {
        this.list = list;
    }

    /** Never empty. Does not block. */
    public Mono<RevocationStatus> statusOf(VerifiedToken token) {
        return list.statusOf(token.facts());
    }
}

package dev.portcullis.auth.token;

import dev.portcullis.revocation.TokenFacts;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** An access token that one of our keys has signed. Only this room makes one. */
public final class VerifiedToken {

    private final TokenFacts facts;
    private final UUID subject;
    private final UUID session;
    private final Instant sessionEnd;
    private final Set<String> scopes;

    VerifiedToken(TokenFacts facts, UUID subject, UUID session, Instant sessionEnd, Set<String> scopes) {
        this.facts = facts;
        this.subject = subject;
        this.session = session;
        this.sessionEnd = sessionEnd;
        this.scopes = Set.copyOf(scopes);
    }

    /** What a revocation could cover it by. */
    public TokenFacts facts() {
        return facts;
    }

    /** Its user. */
    public UUID subject() {
        return subject;
    }

    /** Its session. */
    public UUID session() {
        return session;
    }

    /** When the session ends at the latest. */
    public Instant sessionEnd() {
        return sessionEnd;
    }

    /** What it allows. */
    public Set<String> scopes() {
        return scopes;
    }
}

package dev.portcullis.auth.web;

import java.util.Set;
import java.util.UUID;

/**
 * Who calls, with a token that is valid and not revoked as of now.
 *
 * @param subject the user
 * @param session the session
 * @param scopes what the token allows
 */
public record Caller(UUID subject, UUID session, Set<String> scopes) {

    /** Copies the scopes. */
    public Caller {
        scopes = Set.copyOf(scopes);
    }
}

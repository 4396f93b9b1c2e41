package dev.portcullis.auth.token;

import java.util.List;

/**
 * What a client's own access token is minted from.
 *
 * @param client the {@code client_id}, and the {@code sub}
 * @param scopes what it asked for and may have
 * @param mintedAt the database's clock in milliseconds, by which cut-offs are recorded too
 */
public record ClientGrant(String client, List<String> scopes, long mintedAt) {

    /** Copies the scopes. */
    public ClientGrant {
        scopes = List.copyOf(scopes);
    }
}

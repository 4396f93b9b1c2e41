package dev.portcullis.auth.client;

import java.util.Set;

/**
 * An OAuth client that has authenticated.
 *
 * @param id its client_id
 * @param scopes what it may do
 */
public record Client(String id, Set<String> scopes) {

    public Client {
        scopes = Set.copyOf(scopes);
    }
}

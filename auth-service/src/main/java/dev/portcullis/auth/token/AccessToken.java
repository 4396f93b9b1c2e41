package dev.portcullis.auth.token;

import java.util.List;

/**
 * A minted access token.
 *
 * @param text for the client alone
 * @param expiresIn seconds from the mint
 * @param scopes what it allows
 */
public record AccessToken(String text, long expiresIn, List<String> scopes) {

    /** Copies the scopes. */
    public AccessToken {
        scopes = List.copyOf(scopes);
    }

    @Override
    public String toString() {
        return "AccessToken[redacted, expiresIn=" + expiresIn + "]";
    }
}

package dev.portcullis.auth.token;

/**
 * A minted access token.
 *
 * @param text for the client alone
 * @param expiresIn seconds from the mint
 */
public record AccessToken(String text, long expiresIn) {

    @Override
    public String toString() {
        return "AccessToken[redacted, expiresIn=" + expiresIn + "]";
    }
}

package dev.portcullis.auth.oauth;

import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import dev.portcullis.auth.client.Client;
import dev.portcullis.auth.token.AccessTokens;

/**
 * A request whose client is known.
 *
 * @param client who asks; {@code first-party} has no secret, and is whoever says so
 * @param form what for
 * @param message the same, as the SDK reads it
 */
record Arrival(Client client, OAuthForm form, HTTPRequest message) {

    boolean isFirstParty() {
        return client.id().equals(AccessTokens.FIRST_PARTY);
    }

    @Override
    public String toString() {
        return "Arrival[redacted]";
    }
}

package dev.portcullis.auth.session;

import dev.portcullis.auth.token.AccessToken;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a client gets.
 *
 * @param access the access token
 * @param refresh the text of the family's current refresh token
 */
public record TokenPair(AccessToken access, String refresh) {

    /** As it goes over the wire. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("accessToken", access.text());
        json.put("refreshToken", refresh);
        json.put("tokenType", "Bearer");
        json.put("expiresIn", access.expiresIn());
        return json;
    }

    @Override
    public String toString() {
        return "TokenPair[redacted]";
    }
}

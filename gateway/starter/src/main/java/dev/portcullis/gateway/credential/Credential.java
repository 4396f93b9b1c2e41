package dev.portcullis.gateway.credential;

/**
 * A token and where it stood.
 *
 * @param fromCookie whether the browser sent it by itself, which any page can make it do
 */
public record Credential(BearerToken token, boolean fromCookie) {}

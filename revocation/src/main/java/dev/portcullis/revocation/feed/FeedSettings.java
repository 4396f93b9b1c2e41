package dev.portcullis.revocation.feed;

import java.net.URI;

/**
 * Where the feed is, and as whom it is asked.
 *
 * @param uri of the auth service's {@code /revocations}: absolute, {@code http} or {@code https}, nothing behind the path
 * @param clientId the client that the auth service knows the gateway by
 * @param clientSecret its secret
 */
public record FeedSettings(URI uri, String clientId, FeedSecret clientSecret) {

    /** Refuses what no request could be sent to. */
    public FeedSettings {
        if (!canBeAsked(uri)) {
            throw new IllegalArgumentException(
                    "The feed's address is an absolute http or https URL without user, query or fragment.");
        }
        if (clientId.isEmpty()) {
            throw new IllegalArgumentException("The feed's client id is not empty.");
        }
    }

    /** Whether a request could be sent there. */
    public static boolean canBeAsked(URI uri) {
        return uri.getHost() != null
                && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null;
    }
}

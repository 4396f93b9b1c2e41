package dev.portcullis.auth.refusal;

/**
 * The rows for which OAuth 2.0 has a word of its own, the row's {@link Refusal#bearerError()}. Their answers have OAuth's
 * form, and only counters see the code.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-5.2">RFC 6749, section 5.2: Error Response</a>
 */
public final class OAuthRefusal {

    /** The same for an unknown client, a wrong secret, and none. */
    public static final Refusal INVALID_CLIENT =
            row(401, "invalid_client", "The client is not known or did not authenticate.", "invalid_client");

    public static final Refusal UNSUPPORTED_GRANT_TYPE = row(
            400,
            "unsupported_grant_type",
            "grant_type must be client_credentials or refresh_token.",
            "unsupported_grant_type");
    public static final Refusal UNAUTHORIZED_CLIENT =
            row(400, "unauthorized_client", "This client may not use this grant.", "unauthorized_client");
    public static final Refusal INVALID_SCOPE =
            row(400, "invalid_scope", "More scope was asked for than there is to give.", "invalid_scope");
    public static final Refusal REFRESH_TOKEN_INVALID = row(
            400,
            "refresh_token_invalid",
            "The refresh token is not valid, is another client's, or its session has ended.",
            "invalid_grant");
    public static final Refusal REFRESH_TOKEN_REUSED = row(
            400,
            "refresh_token_reused",
            "The refresh token was used before; its session has been ended.",
            "invalid_grant");
    public static final Refusal ANOTHER_CLIENTS_TOKEN =
            row(400, "another_clients_token", "The token was issued to another client.", "invalid_grant");
    public static final Refusal CLIENT_SCOPE_MISSING =
            row(403, "client_scope_missing", "The client lacks the scope that is needed here.", "unauthorized_client");

    private OAuthRefusal() {}

    /** A request that is not what its specification asks for; {@code title} is our own words. */
    public static Refusal invalidRequest(String title) {
        return row(400, "invalid_request", title, "invalid_request");
    }

    private static Refusal row(int status, String code, String title, String error) {
        return new Refusal(status, code, title, error, null, null, null);
    }
}

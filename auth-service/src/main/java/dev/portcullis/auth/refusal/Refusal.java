package dev.portcullis.auth.refusal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One row of the table of refusals. Made of constants and of names of our own fields: it never quotes a request.
 *
 * @param status the HTTP status
 * @param code the stable word for programs
 * @param title one sentence for people
 * @param bearerError the {@code error} of RFC 6750, where the refusal is about a bearer token, or of RFC 6749 where a logout
 *     token's sender expects one
 * @param scope what would have been enough, for {@code insufficient_scope}
 * @param retryAfter when to try again
 * @param allow the methods that are allowed, for 405
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9457">RFC 9457: Problem Details for HTTP APIs</a>
 */
public record Refusal(
        int status,
        String code,
        String title,
        @Nullable String bearerError,
        @Nullable String scope,
        @Nullable Duration retryAfter,
        @Nullable String allow) {

    public static final Refusal BODY_MALFORMED = of(400, "body_malformed", "The body is not one JSON object.");
    public static final Refusal BODY_TOO_LARGE = of(413, "body_too_large", "The body is larger than 16 KiB.");
    public static final Refusal MEDIA_TYPE_UNSUPPORTED =
            of(415, "media_type_unsupported", "The body must be application/json.");
    public static final Refusal BAD_REQUEST = of(400, "bad_request", "The request cannot be read.");
    public static final Refusal NOT_FOUND = of(404, "not_found", "There is nothing here.");
    public static final Refusal NOT_ACCEPTABLE = of(406, "not_acceptable", "Answers are JSON.");

    /** The same for an unknown user and a wrong password: the difference would tell who has an account. */
    public static final Refusal INVALID_CREDENTIALS = of(401, "invalid_credentials", "User name or password is wrong.");

    public static final Refusal REFRESH_TOKEN_INVALID =
            of(401, "refresh_token_invalid", "The refresh token is not valid or its session has ended.");
    public static final Refusal REFRESH_TOKEN_REUSED =
            of(401, "refresh_token_reused", "The refresh token was used before; its session has been ended.");
    public static final Refusal USERNAME_TAKEN = of(409, "username_taken", "There is a user of this name.");

    /** The same for an unknown client and a wrong secret. */
    public static final Refusal INVALID_CLIENT =
            of(401, "invalid_client", "The client is not known or did not authenticate.");

    public static final Refusal CLIENT_SCOPE_MISSING =
            of(403, "client_scope_missing", "The client lacks the scope that is needed here.");

    /** No {@code error}: RFC 6750, section 3.1 wants none where no token was shown. */
    public static final Refusal CREDENTIAL_MISSING = of(401, "credential_missing", "A bearer token is needed.");

    public static final Refusal CREDENTIAL_REPEATED =
            of(400, "credential_repeated", "One Authorization header only.").bearer("invalid_request");
    public static final Refusal TOKEN_INVALID =
            of(401, "token_invalid", "The access token is not valid.").bearer("invalid_token");
    public static final Refusal TOKEN_EXPIRED =
            of(401, "token_expired", "The access token has expired.").bearer("invalid_token");
    public static final Refusal TOKEN_REVOKED =
            of(401, "token_revoked", "The access token has been revoked.").bearer("invalid_token");

    public static final Refusal REVOCATION_PENDING = of(
                    503,
                    "revocation_pending",
                    "It is recorded and will be enforced; that every gateway knows is not confirmed yet. A repeat is safe.")
            .after(Duration.ofSeconds(1));
    public static final Refusal LOGOUT_TOKEN_INVALID = of(
                    400,
                    "logout_token_invalid",
                    "There is no logout token, or none of a known provider for this service.")
            .bearer("invalid_request");
    public static final Refusal LOGOUT_TOKEN_REPLAYED = of(
                    400, "logout_token_replayed", "This logout token was taken before.")
            .bearer("invalid_request");
    public static final Refusal KEYS_UNAVAILABLE = of(
                    503, "keys_unavailable", "The keys that the token has to be checked with cannot be fetched.")
            .after(Duration.ofSeconds(5));
    public static final Refusal BACKCHANNEL_BUSY =
            of(503, "busy", "Too many logout tokens at once.").after(Duration.ofSeconds(2));
    public static final Refusal REVOCATION_SUPERSEDED =
            of(409, "revocation_superseded", "A later entry revokes the same; that one can be taken back.");
    public static final Refusal REVOCATION_LIFTS =
            of(409, "revocation_lifts", "This entry takes a revocation back; to undo it, revoke again.");
    public static final Refusal BUSY =
            of(503, "busy", "Too many logins at once.").after(Duration.ofSeconds(2));
    public static final Refusal OVERLOADED =
            of(503, "busy", "Too many requests at once.").after(Duration.ofSeconds(2));
    public static final Refusal FEED_BUSY =
            of(503, "busy", "Too many followers wait at once.").after(Duration.ofSeconds(1));
    public static final Refusal DATABASE_UNAVAILABLE =
            of(503, "database_unavailable", "The database does not answer.").after(Duration.ofSeconds(5));
    public static final Refusal DEFECT = of(500, "internal_error", "Something failed here.");

    /** A body's member that cannot be used; {@code field} and {@code allowed} are our own words. */
    public static Refusal field(String field, String allowed) {
        return of(400, "field_invalid", field + " must be " + allowed + ".");
    }

    /** A method that this path does not know. */
    public static Refusal methodNotAllowed(String allow) {
        return new Refusal(405, "method_not_allowed", "This method is not allowed here.", null, null, null, allow);
    }

    /** A good token with too little scope. */
    public static Refusal insufficientScope(String scope) {
        String title = "The access token lacks the scope " + scope + ".";
        return new Refusal(403, "insufficient_scope", title, "insufficient_scope", scope, null, null);
    }

    private static Refusal of(int status, String code, String title) {
        return new Refusal(status, code, title, null, null, null, null);
    }

    private Refusal bearer(String error) {
        return new Refusal(status, code, title, error, scope, retryAfter, allow);
    }

    private Refusal after(Duration delay) {
        return new Refusal(status, code, title, bearerError, scope, delay, allow);
    }

    /**
     * The challenge, on every 401 as RFC 9110, section 15.5.2 demands, and where RFC 6750 has an error to tell.
     *
     * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-3">RFC 6750, section 3</a>
     */
    public @Nullable String challenge() {
        boolean aboutLogoutToken = equals(LOGOUT_TOKEN_INVALID) || equals(LOGOUT_TOKEN_REPLAYED);
        if ((status != 401 && bearerError == null) || aboutLogoutToken) {
            return null;
        }
        if (equals(INVALID_CLIENT)) {
            return "Basic realm=\"portcullis\", charset=\"UTF-8\"";
        }
        return "Bearer realm=\"portcullis\""
                + (bearerError == null ? "" : ", error=\"" + bearerError + "\"")
                + (scope == null ? "" : ", scope=\"" + scope + "\"");
    }
}

package dev.portcullis.gateway.stream;

/** Why an open stream was ended. */
public enum StreamEnd {
    /** A new request with its token would be refused from now on. */
    TOKEN_EXPIRED("token_expired"),
    /** The session that it is bound to is over. */
    SESSION_EXPIRED("session_expired"),
    /** It lasted as long as its route lets any stream last. */
    LIFETIME_REACHED("stream_lifetime_reached"),
    /** Its token is covered by a revocation. */
    TOKEN_REVOKED("token_revoked"),
    /** Nobody can tell whether its token is revoked, and its route says that this counts as a no. */
    REVOCATION_UNKNOWN("revocation_unknown");

    private final String code;

    StreamEnd(String code) {
        this.code = code;
    }

    /** As the client, the log and the counter have it. */
    public String code() {
        return code;
    }
}

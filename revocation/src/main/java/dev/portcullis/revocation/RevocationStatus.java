package dev.portcullis.revocation;

/** The three answers. What {@link #UNKNOWN} leads to is the route's choice, never the list's. */
public enum RevocationStatus {
    /** Not covered by any entry that was acknowledged before the answer's proof began. */
    ACTIVE,
    /** Covered by an entry. */
    REVOKED,
    /** No proof that what could be read is current and whole. */
    UNKNOWN
}

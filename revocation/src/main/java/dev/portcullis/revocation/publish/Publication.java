package dev.portcullis.revocation.publish;

/** What can be said to the one who revoked. */
public enum Publication {
    /** Committed, in Redis and confirmed by the replicas asked for: every gateway refuses from now on. */
    CONFIRMED,
    /** Committed and not lost, but not confirmed in time; the background goes on. The caller is told to repeat (503). */
    PENDING
}

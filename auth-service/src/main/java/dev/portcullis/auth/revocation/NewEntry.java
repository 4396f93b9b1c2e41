package dev.portcullis.auth.revocation;

import dev.portcullis.revocation.Covered;

/**
 * A revocation to be recorded.
 *
 * @param covered what it covers
 * @param name the session's, subject's, client's, key's or token's own name, kept for administrators; "" for an issuer
 * @param score see {@link dev.portcullis.revocation.LogEntry#score()}
 * @param expiresAt when the last token it covers has expired, skew included, in milliseconds
 */
record NewEntry(Covered covered, String name, long score, long expiresAt) {}

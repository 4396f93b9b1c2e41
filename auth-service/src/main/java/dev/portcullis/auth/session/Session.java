package dev.portcullis.auth.session;

import java.util.UUID;

/**
 * A session's row.
 *
 * @param id its {@code sid}
 * @param account whose it is
 * @param generation the family's current one
 * @param expiresAt its absolute end in milliseconds
 * @param ended whether it was ended before
 */
record Session(UUID id, UUID account, long generation, long expiresAt, boolean ended) {

    /** At the instant of its end it is over. */
    boolean isLive(long now) {
        return !ended && now < expiresAt;
    }

    Session next() {
        return new Session(id, account, generation + 1, expiresAt, ended);
    }
}

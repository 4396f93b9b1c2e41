package dev.portcullis.auth.user;

import java.util.UUID;

/**
 * A user, without the hash of the password.
 *
 * @param id the {@code sub} of its tokens; a name may change or be given to somebody else
 * @param username in its normal form
 * @param roles of this user
 * @param scopes of this user
 */
public record Account(UUID id, String username, Words roles, Words scopes) {}

package dev.portcullis.auth.token;

import java.util.List;
import java.util.UUID;

/**
 * What an access token is minted from.
 *
 * @param subject the user
 * @param session the session
 * @param sessionEndsAt its end in milliseconds
 * @param mintedAt the database's clock in milliseconds, read while the user's and the session's rows were locked
 * @param roles of the user as of then
 * @param scopes of the user as of then
 */
public record Grant(
        UUID subject, UUID session, long sessionEndsAt, long mintedAt, List<String> roles, List<String> scopes) {}

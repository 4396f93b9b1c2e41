package dev.portcullis.auth.user;

/**
 * A user to be made.
 *
 * @param username the name
 * @param password the first password
 * @param roles the roles
 * @param scopes the scopes
 */
public record NewUser(Username username, Password password, Words roles, Words scopes) {}

/**
 * First-party login with name and password.
 *
 * Credentials enter; a session's first tokens leave. A name that is answered faster than another tells who has an account.
 */
@NullMarked
package dev.portcullis.auth.login;

import org.jspecify.annotations.NullMarked;

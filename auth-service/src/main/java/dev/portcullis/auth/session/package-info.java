/**
 * Sessions and the refresh tokens that prolong them: opening, rotating, ending, and telling a race from a theft.
 *
 * A checked user or a token text enters; a {@link dev.portcullis.auth.session.TokenPair} or a refusal leaves. Two tabs that
 * refresh at once are not a thief, and whoever takes them for one logs everybody out.
 */
@NullMarked
package dev.portcullis.auth.session;

import org.jspecify.annotations.NullMarked;

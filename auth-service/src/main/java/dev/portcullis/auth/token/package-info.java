/**
 * Decides what an access token says and whether a text is one of ours.
 *
 * A {@link dev.portcullis.auth.token.Grant} enters and a signed token leaves, or the other way round. A refresh token that
 * passes for an access token opens the API for days: the kinds have nothing in common here.
 */
@NullMarked
package dev.portcullis.auth.token;

import org.jspecify.annotations.NullMarked;

/**
 * Decides whether another provider's logout token is genuine, and makes it a revocation at our edge.
 *
 * A form of anybody's enters; an entry of the log for a session or a subject of that provider leaves. Nothing that the token
 * says is believed, and no address fetched, before its provider is one that the configuration names: whoever may name the
 * keys that a token is checked with can sign out everybody.
 */
@NullMarked
package dev.portcullis.auth.backchannel;

import org.jspecify.annotations.NullMarked;

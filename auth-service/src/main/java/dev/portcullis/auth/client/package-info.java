/**
 * The OAuth clients: who they are and how one proves to be one of them.
 *
 * A request's credentials enter; a {@link dev.portcullis.auth.client.Client} or a refusal leaves. Comparing the id before the
 * secret tells a stranger which ids exist, by the time it takes.
 */
@NullMarked
package dev.portcullis.auth.client;

import org.jspecify.annotations.NullMarked;

/**
 * What platform teams do: making users, the first of them from the environment; revoking, looking at the log, and taking a
 * revocation back.
 *
 * A caller with the right scope and a description of a user or a revocation enter; the user or the entry leaves. An
 * administrator that is written anew at each start brings an old password back.
 */
@NullMarked
package dev.portcullis.auth.admin;

import org.jspecify.annotations.NullMarked;

/**
 * What platform teams do: today, making users, the first of them from the environment.
 *
 * A caller with the right scope and a description of a user enter; the user leaves. An administrator that is written anew at
 * each start brings an old password back.
 */
@NullMarked
package dev.portcullis.auth.admin;

import org.jspecify.annotations.NullMarked;

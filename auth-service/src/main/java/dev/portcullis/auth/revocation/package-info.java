/**
 * The source of truth of the revocation log: entries committed with the act that caused them, under gap-free numbers.
 *
 * What is covered enters inside the caller's transaction; numbers leave, to be published once committed, and what has expired
 * goes from the beginning of the log alone. An entry that is published before its commit may never have happened.
 */
@NullMarked
package dev.portcullis.auth.revocation;

import org.jspecify.annotations.NullMarked;

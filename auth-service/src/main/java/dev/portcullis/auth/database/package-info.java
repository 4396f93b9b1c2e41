/**
 * Decides how work reaches the database: in a transaction, on threads of its own, within a time-out, never half done.
 *
 * Statements enter and rows leave as values; nothing else of the driver may leave. H2 runs its statements on the caller's
 * thread and closes the whole database when that thread is interrupted, so a client that hangs up must not cancel.
 */
@NullMarked
package dev.portcullis.auth.database;

import org.jspecify.annotations.NullMarked;

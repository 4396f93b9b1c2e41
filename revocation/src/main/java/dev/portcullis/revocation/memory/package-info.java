/**
 * The entries of the log in the memory of a gateway: exact, compact, read by any thread without a lock.
 *
 * <p>Members and scores enter, a score leaves; neither a source nor a proof may enter, because whether what is held here
 * is current is decided elsewhere. A filter that may be wrong in one direction was rejected: what it refused wrongly
 * nobody could explain.
 */
@NullMarked
package dev.portcullis.revocation.memory;

import org.jspecify.annotations.NullMarked;

/**
 * Brings the log from the database to its copies and vouches for them: the publisher (rules P1 to P4) and the keeper
 * (K1 to K4) of the protocol.
 *
 * <p>In come numbers of committed entries; out goes a {@link dev.portcullis.revocation.publish.Publication}.
 * Only one catch-up runs at a time in a process: two of them once raced each other's rebuild.
 */
@NullMarked
package dev.portcullis.revocation.publish;

import org.jspecify.annotations.NullMarked;

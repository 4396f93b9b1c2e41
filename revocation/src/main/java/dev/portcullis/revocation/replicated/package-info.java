/**
 * The list in a gateway's memory: which source it is fed from, how it is swept, and what it tells of itself.
 *
 * <p>Proofs and the follower's steps enter, answers and {@link dev.portcullis.revocation.RevocationListener} calls leave;
 * no rule of the protocol may enter, they stand in {@link dev.portcullis.revocation.protocol.Follower}. What goes wrong
 * here is to ask the second source too late: its answer has to come before the last proof of the first is too old.
 */
@NullMarked
package dev.portcullis.revocation.replicated;

import org.jspecify.annotations.NullMarked;

/**
 * Decides nothing: it carries the question whether a verified token is revoked to the list, and the answer back.
 *
 * <p>A {@link dev.portcullis.gateway.verification.VerifiedToken} enters, one of three values leaves; what
 * {@code UNKNOWN} leads to is the rule's choice, not ours. An earlier adapter made two values of the three, and with Redis
 * gone a revoked token passed.
 */
@NullMarked
package dev.portcullis.gateway.revocation;

import org.jspecify.annotations.NullMarked;

/**
 * Decides whether a presented token is one that a trusted issuer signed for us and that is valid now.
 *
 * <p>A {@link dev.portcullis.gateway.credential.BearerToken} enters and a
 * {@link dev.portcullis.gateway.verification.VerifiedToken} leaves, which only this room can make; nothing that stands in a
 * token ever makes it fetch an address. Left to itself the JOSE library accepts padded and foreign characters in the
 * base64, so one token had several texts, and keys that are published for encryption.
 */
@NullMarked
package dev.portcullis.gateway.verification;

import org.jspecify.annotations.NullMarked;

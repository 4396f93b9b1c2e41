/**
 * Owns the keys that sign: made once, sealed at rest, published as a key set.
 *
 * A sealed key enters from the database; the current signer and the public set leave, a private key never does. Two
 * instances that start together would each make a key, and tokens of one would fail at gateways that know the other.
 */
@NullMarked
package dev.portcullis.auth.key;

import org.jspecify.annotations.NullMarked;

/**
 * The numbered revocation log: what an entry covers, how the entries are chained, and the two ports through which the
 * rest of Portcullis meets it, {@link dev.portcullis.revocation.RevocationList} for who asks and
 * {@link dev.portcullis.revocation.RevocationLog} for who owns the truth.
 *
 * <p>Values and ports only; neither Redis nor Spring may enter this package. A member name is a hash on purpose: an
 * earlier design joined issuer and subject with a colon, and a subject that contained one covered somebody else.
 */
@NullMarked
package dev.portcullis.revocation;

import org.jspecify.annotations.NullMarked;

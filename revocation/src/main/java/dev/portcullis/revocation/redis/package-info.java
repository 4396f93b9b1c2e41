/**
 * The log's copy in Redis: its key schema, the scripts that write it, the publisher and keeper of the auth service
 * (rules P1 to P4 and K1 to K4) and the probe and direct list of a gateway (rules G and D).
 *
 * <p>Lettuce may be used here and nowhere else; what leaves are the ports of the root package. A client that reconnects
 * by itself is what goes wrong here: it re-sends {@code WAIT} on a connection that has written nothing, which answers
 * the replica count at once, so no connection of ours ever does.
 */
@NullMarked
package dev.portcullis.revocation.redis;

import org.jspecify.annotations.NullMarked;

/**
 * Decides when an open stream, a WebSocket or a long response, has outlasted what admitted it.
 *
 * <p>A verified token and the limit of its rule enter, an end and its code leave; how the end reaches the client is the
 * business of {@code web}. A timer for each stream costs most when all of them end at once, so there is one clock tick for
 * all.
 */
@NullMarked
package dev.portcullis.gateway.stream;

import org.jspecify.annotations.NullMarked;

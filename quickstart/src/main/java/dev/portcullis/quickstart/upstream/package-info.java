/**
 * Decides what the sample upstream answers: it shows what it was sent.
 *
 * <p>HTTP requests and WebSocket handshakes enter, JSON leaves; nothing here knows the gateway, so that what is shown is
 * what came over the wire. What goes wrong here is an answer that is tidied up: a header left out or folded would hide the
 * very thing this upstream is asked about.
 */
@NullMarked
package dev.portcullis.quickstart.upstream;

import org.jspecify.annotations.NullMarked;

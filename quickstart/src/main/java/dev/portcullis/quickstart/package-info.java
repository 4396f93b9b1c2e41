/**
 * Decides what the quickstart starts, in which order, and how it ends.
 *
 * <p>Options enter, a banner and an exit code leave; every reason not to run is a sentence. What goes wrong here is an end
 * that comes in the middle of the start, so everything that is started is known to one household that can end it.
 */
@NullMarked
package dev.portcullis.quickstart;

import org.jspecify.annotations.NullMarked;

/**
 * Decides who may sign in at the quickstart, and how that is shown: the demo users, and the lines to copy.
 *
 * <p>The auth service's address and the first administrator enter, users with known passwords leave. What goes wrong here
 * is a password that a shell or JSON reads as something else, so that a line copied from the screen does not work.
 */
@NullMarked
package dev.portcullis.quickstart.demo;

import org.jspecify.annotations.NullMarked;

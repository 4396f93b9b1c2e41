/**
 * What the tests of several modules share: a real Redis and the house rules.
 *
 * <p>Only what at least two modules need may enter; nothing here is shipped. A fixture that replaces a part we ship with
 * is refused: such fixtures agreed with our mistakes.
 */
@NullMarked
package dev.portcullis.testing;

import org.jspecify.annotations.NullMarked;

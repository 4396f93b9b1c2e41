/**
 * Every way in which the auth service says no, and the type by which a step says yes or no.
 *
 * Constants and names of our own fields enter; {@link dev.portcullis.auth.refusal.Outcome} leaves. A refusal that quoted the
 * request would hand an attacker's text to whoever reads the logs.
 */
@NullMarked
package dev.portcullis.auth.refusal;

import org.jspecify.annotations.NullMarked;

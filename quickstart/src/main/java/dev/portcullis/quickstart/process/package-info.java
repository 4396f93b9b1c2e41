/**
 * Decides how the parts are started, watched and ended: on which ports, in which folder, and that nothing stays behind.
 *
 * <p>Ports, jars and arguments enter, processes that answer leave; why something cannot start leaves as one sentence. What
 * goes wrong here is a process that outlives its starter, which is why a guardian outside of this process knows every pid.
 */
@NullMarked
package dev.portcullis.quickstart.process;

import org.jspecify.annotations.NullMarked;

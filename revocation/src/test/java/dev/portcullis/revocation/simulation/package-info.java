/**
 * A simulated world around the shipped machines: nodes that replicate, promote and forget, connections, a database,
 * clocks, keepers and gateways, all moved by one seeded scheduler (docs/simulation.md).
 *
 * <p>The machines of the protocol and the root package's values come in unchanged; a violation goes out as a seed and
 * its history in words. What is modelled of Redis is compared with a real one by {@code ScriptModelIT}: a world that is
 * kinder than the real one proves nothing.
 */
@NullMarked
package dev.portcullis.revocation.simulation;

import org.jspecify.annotations.NullMarked;

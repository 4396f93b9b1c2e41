package dev.portcullis.revocation;

/**
 * That, as of an instant, every acknowledged entry had a number of at most {@code floor} (rule G3): what has been read
 * of the same epoch and reaches the floor is whole.
 *
 * @param asOf when the probe began, never when it was answered
 * @param epoch the history that the floor counts in
 * @param floor the head that was proved
 */
public record Proof(TwinClock.Reading asOf, long epoch, long floor) {}

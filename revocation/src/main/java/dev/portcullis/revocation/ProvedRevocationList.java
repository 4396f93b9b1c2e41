package dev.portcullis.revocation;

import java.time.Duration;
import java.util.Optional;

/** A list that tells only what it has proved to be current: a copy of the log that is kept elsewhere. */
public interface ProvedRevocationList extends RevocationList, AutoCloseable {

    /** Begins to prove and to follow; in the background, until {@link #close()}. */
    void start();

    /** Whether the list has been proved whole at least once since the start. */
    boolean hasBeenWhole();

    /** How long ago it was last proved current; nothing before the first proof. */
    Optional<Duration> staleness();

    /** From where it is known now, in one word; for operators. */
    String knownFrom();

    @Override
    void close();
}

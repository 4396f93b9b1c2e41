package dev.portcullis.revocation.memory;

/** When an entry covers no living token any more. */
@FunctionalInterface
public interface Expiry {

    /** Whether an entry of that kind and score is over now. */
    boolean isOver(char kind, long score);
}

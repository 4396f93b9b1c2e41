package dev.portcullis.revocation;

/** Where the prober's findings go. Called on network threads: must not block. */
public interface ProofSink {

    /** A probe proved this. */
    void accept(Proof proof);

    /** A probe proved nothing, or got no answer; why stands in the prober's own log line. */
    default void doubted() {}
}

package dev.portcullis.revocation.protocol;

import java.util.Optional;

/**
 * A keeper's word that the list was caught up with the database after the node had been observed in this state. It is
 * void as soon as one of the four is another.
 *
 * @param replid the node's {@code master_replid}: new at each promotion and restart
 * @param nonce of the list's key: new at each rebuild
 * @param attachments how often replicas have attached to the node: a deposed master's replication id stays, and only
 *     this tells that a replica has come back to it
 * @param replicas W, how many replicas confirm an entry before it is acknowledged
 */
public record Blessing(String replid, String nonce, long attachments, int replicas) {

    /** As it stands in the list. */
    public String text() {
        return replid + ':' + nonce + ':' + attachments + ':' + replicas;
    }

    /** From a text that anyone may have written; empty where it is no blessing. */
    public static Optional<Blessing> parse(String text) {
        String[] parts = text.split(":", -1);
        try {
            return parts.length == 4
                    ? Optional.of(
                            new Blessing(parts[0], parts[1], Long.parseLong(parts[2]), Integer.parseInt(parts[3])))
                    : Optional.empty();
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }
}

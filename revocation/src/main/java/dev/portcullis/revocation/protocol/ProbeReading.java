package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock;
import java.util.Optional;

/**
 * What one probe saw, in the order in which it asked (rule G2).
 *
 * @param begun both clocks, read before the first command was sent
 * @param confirmations what {@code WAIT} answered
 * @param list the list's state; empty where there is none
 * @param node read last: a node that was demoted in between must not vouch for what it answered before
 */
public record ProbeReading(TwinClock.Reading begun, long confirmations, Optional<ListState> list, NodeState node) {

    /** Rule G3. */
    public ProbeResult judge(Quorum quorum) {
        if (list.isEmpty()) {
            return new ProbeResult.Doubt(Reason.LIST_MISSING);
        }
        if (confirmations < quorum.confirmations()) {
            return new ProbeResult.Doubt(Reason.NOT_CONFIRMED);
        }
        if (!node.master()) {
            return new ProbeResult.Doubt(Reason.NOT_A_MASTER);
        }
        ListState state = list.get();
        Optional<Blessing> blessing = state.blessing().filter(word -> holds(word, state));
        if (blessing.isEmpty()) {
            return new ProbeResult.Doubt(Reason.NOT_BLESSED);
        }
        if (!quorum.meets(blessing.get().replicas(), node.connectedReplicas())) {
            return new ProbeResult.Doubt(Reason.TOO_MANY_REPLICAS);
        }
        return new ProbeResult.Proved(
                new Proof(begun, state.head().epoch(), state.head().number()));
    }

    private boolean holds(Blessing word, ListState state) {
        return node.tellsItsHistory()
                && word.replid().equals(node.replid())
                && word.nonce().equals(state.nonce())
                && word.attachments() == node.attachments();
    }

    /**
     * How many must confirm a probe, among how many.
     *
     * @param confirmations P, the replicas that must confirm a probe
     * @param configuredNodes how many nodes the configuration names
     */
    public record Quorum(int confirmations, int configuredNodes) {

        /** Whether each set that confirms an entry shares a node with each set that confirms a probe. */
        public boolean meets(int entryConfirmations, int connectedReplicas) {
            int nodes = Math.max(configuredNodes, 1 + connectedReplicas);
            return (1 + entryConfirmations) + (1 + confirmations) > nodes;
        }
    }

    /** Why a probe proves nothing. The words are for the operator's log. */
    public enum Reason {
        UNREACHABLE("Redis does not answer"),
        LIST_MISSING("the revocation list is not in Redis"),
        NOT_CONFIRMED("too few replicas confirmed the probe"),
        NOT_A_MASTER("the node is not a master"),
        NOT_BLESSED("no auth service has vouched for the list in its present state"),
        TOO_MANY_REPLICAS("more replicas are attached than portcullis.revocation.replicas and"
                + " portcullis.auth.revocation.replicas cover");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** For the operator. */
        public String words() {
            return words;
        }
    }

    /** A proof, or why there is none. */
    public sealed interface ProbeResult {
        /** What the probe proves. */
        record Proved(Proof proof) implements ProbeResult {}

        /** Why it proves nothing. */
        record Doubt(Reason reason) implements ProbeResult {}
    }
}

package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.protocol.ProbeReading.ProbeResult;
import dev.portcullis.revocation.protocol.ProbeReading.Quorum;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One probe over one connection (rules G1 to G3). Its steps may be sent at once, but only in their order, and are
 * answered in it: a node that is read before its list could be demoted in between and vouch for another's list.
 *
 * <p>A probe that loses its connection is thrown away. For one thread at a time.
 */
public final class ProbePass {

    private final Quorum quorum;
    private final Reading begun;

    private int answers;
    private long confirmations;
    private Optional<ListState> list = Optional.empty();
    private @Nullable NodeState node;

    /**
     * A probe of which nothing has been sent.
     *
     * @param begun both clocks, read now (G1)
     */
    public ProbePass(Quorum quorum, Reading begun) {
        this.quorum = quorum;
        this.begun = begun;
    }

    /** G2, in the order in which they are sent over one connection. */
    public List<ProbeStep> steps() {
        return List.of(
                new ProbeStep.Write(),
                new ProbeStep.Confirm(quorum.confirmations()),
                new ProbeStep.ReadList(),
                new ProbeStep.ReadNode());
    }

    /** The node took the write. */
    public void written() {
        answer(0);
    }

    /** What {@code WAIT} answered. */
    public void confirmed(long replicas) {
        answer(1);
        confirmations = replicas;
    }

    /** The list's state; empty where there is none. */
    public void listRead(Optional<ListState> state) {
        answer(2);
        list = state;
    }

    /** What the node says of itself. */
    public void nodeRead(NodeState state) {
        answer(3);
        node = state;
    }

    /** G3. */
    public ProbeResult result() {
        if (node == null) {
            throw new IllegalStateException("The probe has not been answered yet.");
        }
        return new ProbeReading(begun, confirmations, list, node).judge(quorum);
    }

    private void answer(int place) {
        if (answers != place) {
            throw new IllegalStateException("The answers of a probe come in the order of its steps.");
        }
        answers++;
    }
}

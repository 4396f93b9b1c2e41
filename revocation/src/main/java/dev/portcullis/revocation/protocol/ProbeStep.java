package dev.portcullis.revocation.protocol;

/** What a {@link ProbePass} asks for. Whoever performs it tells the pass the answer. */
public sealed interface ProbeStep {

    /** Calls the one method that this step is. */
    <R> R perform(Performer<R> performer);

    /**
     * All that a probe may ask for.
     *
     * @param <R> what performing leads to
     */
    interface Performer<R> {

        /** Write, so that there is something to confirm, then {@link ProbePass#written}. */
        R write();

        /** {@code WAIT}, then {@link ProbePass#confirmed}. */
        R confirm(int replicas);

        /** Read the list's state, then {@link ProbePass#listRead}. */
        R readList();

        /** {@code INFO}, then {@link ProbePass#nodeRead}. */
        R readNode();
    }

    /** See {@link Performer#write}. */
    record Write() implements ProbeStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.write();
        }
    }

    /** See {@link Performer#confirm}. */
    record Confirm(int replicas) implements ProbeStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.confirm(replicas);
        }
    }

    /** See {@link Performer#readList}. */
    record ReadList() implements ProbeStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.readList();
        }
    }

    /** See {@link Performer#readNode}. */
    record ReadNode() implements ProbeStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.readNode();
        }
    }
}

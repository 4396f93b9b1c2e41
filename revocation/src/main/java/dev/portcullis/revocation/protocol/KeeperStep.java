package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import java.util.List;

/** What a {@link KeeperPass} asks for next. Whoever performs it tells the pass the answer, and gets the next step. */
public sealed interface KeeperStep {

    /** Calls the one method that this step is. */
    <R> R perform(Performer<R> performer);

    /**
     * All that a pass may ask for. All commands to Redis go over one physical connection, in the order asked.
     *
     * @param <R> what performing leads to
     */
    interface Performer<R> {

        /** Look at node and list (K1), then {@link KeeperPass#observed}. */
        R observe();

        /** Read where the database ends and begins, linearizably (K2, D2), then {@link KeeperPass#headRead}. */
        R readHead();

        /** Read entries of the database, then {@link KeeperPass#entriesRead}. */
        R readEntries(long after, int limit);

        /** Run the script that appends, then {@link KeeperPass#appended} or {@link KeeperPass#torn}. */
        R append(Place place, LogHead at, List<LogEntry> entries);

        /** Begin a list under a name of its own that holds nothing and ends at {@code at} (P4), then {@link KeeperPass#begun}. */
        R buildBeside(String name, LogHead at);

        /** Run the script that renames the built list into place (P4), then {@link KeeperPass#installed}. */
        R install(String name, String nonce);

        /** {@code WAIT}, next on the connection (P3), then {@link KeeperPass#confirmed}. */
        R confirm(int replicas);

        /**
         * Tell those who wait for entries of this history up to its number, then {@link KeeperPass#told}. Whoever waits
         * for the same number of another epoch waits for an entry that the database may have lost since.
         */
        R acknowledge(LogHead reached);

        /** Run the script that blesses (K4), then {@link KeeperPass#blessed}. */
        R bless(Blessing word, LogHead head);

        /** Raise the database's epoch above the given one (D1), then {@link KeeperPass#epochRaised}. */
        R raiseEpochAbove(LogHead there, LogHead head);

        /** Nothing more. */
        R end(Outcome outcome);
    }

    /**
     * Which of the two lists an append is for.
     *
     * @param build the name of the one that is built beside; empty for the one that gateways read
     */
    record Place(String build) {
        /** The list that gateways read. */
        static final Place LIST = new Place("");

        /** Whether it is built beside. */
        public boolean isBuild() {
            return !build.isEmpty();
        }
    }

    /** How a pass ended. */
    enum Outcome {
        /** All that could be done was done. */
        DONE,
        /** A list was built, which only another pass may bless. */
        AGAIN,
        /** Another writer came in between: start from what is there now. */
        MOVED,
        /** The database had lost commits and goes on under a higher epoch. */
        HISTORY_GIVEN_UP,
        /** The database's entries do not follow from what it had answered before: it has failed over, or is damaged. */
        HISTORY_CHANGED,
        /** The database lacks an entry that its own head counts: somebody has deleted it. */
        INCOMPLETE
    }

    /** See {@link Performer#observe}. */
    record Observe() implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.observe();
        }
    }

    /** See {@link Performer#readHead}. */
    record ReadHead() implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.readHead();
        }
    }

    /** See {@link Performer#readEntries}. */
    record ReadEntries(long after, int limit) implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.readEntries(after, limit);
        }
    }

    /** See {@link Performer#append}. */
    record Append(Place place, LogHead at, List<LogEntry> entries) implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.append(place, at, entries);
        }
    }

    /** See {@link Performer#buildBeside}. */
    record BuildBeside(String name, LogHead at) implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.buildBeside(name, at);
        }
    }

    /** See {@link Performer#install}. */
    record Install(String name, String nonce) implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.install(name, nonce);
        }
    }

    /** See {@link Performer#confirm}. */
    record Confirm(int replicas) implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.confirm(replicas);
        }
    }

    /** See {@link Performer#acknowledge}. */
    record Acknowledge(LogHead reached) implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.acknowledge(reached);
        }
    }

    /** See {@link Performer#bless}. */
    record Bless(Blessing word, LogHead head) implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.bless(word, head);
        }
    }

    /** See {@link Performer#raiseEpochAbove}. */
    record RaiseEpochAbove(LogHead there, LogHead head) implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.raiseEpochAbove(there, head);
        }
    }

    /** See {@link Performer#end}. */
    record End(Outcome outcome) implements KeeperStep {
        @Override
        public <R> R perform(Performer<R> performer) {
            return performer.end(outcome);
        }
    }
}

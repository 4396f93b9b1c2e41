package dev.portcullis.quickstart.faults;

/** One way in which something breaks, and how it is mended. */
interface Fault<S extends Store> {

    /** As the report calls it. */
    String name();

    /** What each gateway can still learn from throughout. */
    Sources left();

    /** Breaks it. */
    void strike(Stage<S> stage, Revoker revoker);

    /** Mends it. */
    void heal(Stage<S> stage);

    /** Where a proof can come from. */
    enum Sources {
        /** Redis goes on proving the list. */
        BOTH,
        REDIS,
        FEED,
        NONE;

        /** Whether no gateway that follows in this mode has a reason to refuse a valid token. */
        boolean suffice(Mode mode) {
            return switch (this) {
                case BOTH, REDIS -> true;
                case FEED -> mode == Mode.REPLICATED;
                case NONE -> false;
            };
        }
    }
}

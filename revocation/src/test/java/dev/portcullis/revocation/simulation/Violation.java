package dev.portcullis.revocation.simulation;

/** One of the invariants of the protocol does not hold. */
final class Violation extends AssertionError {

    private static final long serialVersionUID = 1L;

    private final String invariant;

    Violation(String invariant, String what) {
        super(invariant + ": " + what);
        this.invariant = invariant;
    }

    String invariant() {
        return invariant;
    }
}

package dev.portcullis.revocation;

/**
 * Where an entry stands: the number alone is not enough, because a database that has lost commits gives it again.
 *
 * @param epoch the history in which the entry was found or recorded, see {@link LogHead#epoch()}
 * @param number the entry's number in it
 */
public record LogPosition(long epoch, long number) {

    /** Whether a copy that ends there holds the entry. Of another epoch's copy nobody can tell. */
    public boolean isReachedBy(LogHead copy) {
        return epoch == copy.epoch() && number <= copy.number();
    }

    /**
     * Whether the history has been given up for the copy's. The entry may have been lost with it or go on under the same
     * number: only another look at the database tells.
     */
    public boolean isGivenUpFor(LogHead copy) {
        return epoch < copy.epoch();
    }
}

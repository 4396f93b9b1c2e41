package dev.portcullis.revocation.replicated;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator, once a change, whether the list in memory counts. Used by one thread at a time. */
final class StateReport {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicatedRevocationList.class);

    private boolean everCurrent;
    private boolean current;
    private boolean tooLong;

    void observed(boolean currentNow, long entries) {
        if (currentNow && !everCurrent) {
            LOG.info("The revocation list is whole: {} entries.", entries);
        } else if (currentNow && !current) {
            LOG.info("The revocation list is known to be current again: {} entries.", entries);
        } else if (!currentNow && current) {
            LOG.warn("The revocation list is not known to be current any more, from any source.");
        }
        everCurrent |= currentNow;
        current = currentNow;
    }

    /** What the auth service forgets earlier than the gateway thinks may cover tokens that are still admitted. */
    void published(Optional<Duration> horizon, Duration expected) {
        boolean shorter =
                horizon.filter(published -> published.compareTo(expected) < 0).isPresent();
        if (shorter && !tooLong) {
            LOG.error(
                    "portcullis.revocation.horizon is {}, but the auth service keeps its entries for {} only: tokens that"
                            + " live longer are admitted although revoked. Set both to the same.",
                    expected,
                    horizon.get());
        }
        tooLong = shorter;
    }
}

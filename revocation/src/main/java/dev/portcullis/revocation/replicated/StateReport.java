package dev.portcullis.revocation.replicated;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator, once a change, whether the list in memory counts. Used by one thread at a time. */
final class StateReport {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicatedRevocationList.class);

    private boolean everCurrent;
    private boolean current;

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
}

package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.protocol.KeeperStep.Outcome;

/**
 * Whether a pass is followed by another at once: never twice in a row. What keeps moving, or cannot be moved, is left to the
 * next tick; so is a list that was built and is gone again, or whoever deletes or evicts it would have the whole of it built
 * without a pause. For one thread at a time.
 */
final class Repeats {

    private volatile boolean lastTime;

    boolean atOnce(Outcome outcome) {
        boolean again = switch (outcome) {
            case AGAIN, MOVED -> true;
            case DONE, INCOMPLETE, HISTORY_GIVEN_UP, HISTORY_CHANGED -> false;
        };
        boolean first = !lastTime;
        lastTime = again;
        return again && first;
    }
}

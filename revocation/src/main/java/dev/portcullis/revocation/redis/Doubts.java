package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.protocol.ProbeReading.Reason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When what probes find means that the list may be on another node. Most doubts do not: a list that is rebuilt or waits for
 * its blessing is back in milliseconds, and is where it was. For one thread at a time.
 */
final class Doubts {

    private final Duration bearable;
    private @Nullable Reading since;
    private String process = "";

    /** @param bearable for how long a doubt may last that says nothing of where the list is */
    Doubts(Duration bearable) {
        this.bearable = bearable;
    }

    /** Whether another process answers than before: what else is open may still lead to the former one. */
    boolean anotherAnswers(String replid) {
        boolean another = !process.isEmpty() && !process.equals(replid);
        process = replid;
        return another;
    }

    void dispelled() {
        since = null;
    }

    /** Whether to look elsewhere; where a doubt lasts, once each {@code bearable}: no proof is left that could be disturbed. */
    boolean pointElsewhere(Reason reason, Reading now) {
        Reading begun = since == null ? now : since;
        boolean lasts = now.elapsedSince(begun).compareTo(bearable) >= 0;
        since = lasts ? now : begun;
        return lasts || saysWhereItIsNot(reason);
    }

    private static boolean saysWhereItIsNot(Reason reason) {
        return switch (reason) {
            case NOT_A_MASTER, NOT_CONFIRMED -> true;
            case UNREACHABLE, LIST_MISSING, NOT_BLESSED, TOO_MANY_REPLICAS -> false;
        };
    }
}

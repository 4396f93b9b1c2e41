package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.RevocationListener;
import java.util.List;

/**
 * What an event led to.
 *
 * @param applied the entries that hold since then and did not before, in order
 * @param replaced whether another copy has taken the place of the one that was held, with entries that are not in
 *     {@code applied}
 * @param usable whether what came could be used; if not, whoever brought it should wait a little before bringing more
 */
public record Progress(List<LogEntry> applied, boolean replaced, boolean usable) {

    static final Progress UNUSABLE = new Progress(List.of(), false, false);

    public Progress {
        applied = List.copyOf(applied);
    }

    /** Tells the listener, now that all of it holds. */
    public void tell(RevocationListener listener) {
        applied.forEach(listener::applied);
        if (replaced) {
            listener.reloaded();
        }
    }
}

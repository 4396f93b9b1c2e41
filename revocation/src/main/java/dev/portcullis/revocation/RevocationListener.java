package dev.portcullis.revocation;

/**
 * Who must hear of entries as they take effect; open streams end through it.
 *
 * <p>Called on network threads, one entry after the other: must not block. Entries that come from two sources at once
 * may be told in another order than their numbers; each is told once it holds for whoever asks the list.
 */
public interface RevocationListener {

    /** The entry holds now. */
    void applied(LogEntry entry);

    /** Entries took effect that were not told one by one: whatever is open has to be asked about anew. */
    void reloaded();
}

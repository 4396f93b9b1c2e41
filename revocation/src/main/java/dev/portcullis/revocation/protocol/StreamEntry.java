package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.LogEntry;

/**
 * An entry as the stream carries it.
 *
 * @param epoch the history it belongs to
 * @param entry the entry
 */
public record StreamEntry(long epoch, LogEntry entry) {}

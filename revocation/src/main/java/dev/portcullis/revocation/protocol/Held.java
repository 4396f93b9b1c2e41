package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.memory.Entries;
import org.jspecify.annotations.Nullable;

/**
 * What a follower holds.
 *
 * @param entries grow while it is read
 * @param head where they end, at least
 * @param provedAsOf as of when they are proved whole (rule F3); {@code null} where they never were
 */
public record Held(Entries entries, LogHead head, @Nullable Reading provedAsOf) {}

package dev.portcullis.revocation.protocol;

import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.TwinClock.Reading;
import java.util.List;
import java.util.Optional;

/**
 * What the feed answered (rules E1 and E2).
 *
 * @param asked both clocks, read before the question was sent
 * @param head where the database ended after the question had come in
 * @param base where the log begins, if the question lay before it
 * @param entries what follows the number that was asked for, or the base
 */
public record FeedAnswer(Reading asked, LogHead head, Optional<LogBase> base, List<LogEntry> entries) {

    public FeedAnswer {
        entries = List.copyOf(entries);
    }
}

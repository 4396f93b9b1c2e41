package dev.portcullis.gateway.stream;

import java.time.Instant;
import java.util.Comparator;

/**
 * The place of a stream among those that are kept.
 *
 * @param number tells apart two that end at the same instant
 */
record Turn(Deadline deadline, long number) {

    static final Comparator<Turn> ORDER =
            Comparator.<Turn, Instant>comparing(turn -> turn.deadline().at()).thenComparingLong(Turn::number);
}

package dev.portcullis.gateway.stream;

import dev.portcullis.revocation.TokenFacts;
import java.time.Instant;
import java.util.Comparator;
import reactor.core.publisher.MonoSink;

/**
 * One stream that is open.
 *
 * @param number tells apart two that end at the same instant
 */
record OpenStream(Deadline deadline, long number, TokenFacts facts, MonoSink<StreamEnd> sink) {

    static final Comparator<OpenStream> BY_DEADLINE = Comparator.<OpenStream, Instant>comparing(
                    stream -> stream.deadline().at())
            .thenComparingLong(OpenStream::number);

    @Override
    public boolean equals(Object other) {
        return other instanceof OpenStream stream && stream.number == number;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(number);
    }

    @Override
    public String toString() {
        return "OpenStream[" + number + "]";
    }
}

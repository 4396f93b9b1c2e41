package dev.portcullis.gateway.stream;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The open streams that the list has to be asked about once more: one that was admitted before it was kept, and all of them
 * after the list was loaded anew. A part of them each tick, and those again about which nothing could be told.
 */
final class Questions {

    /**
     * How many a tick leaves unanswered. In {@code direct} mode each is a command to Redis, beside those of the requests; a
     * list in memory answers at once, and there the last of ten thousand must not wait for ten ticks.
     */
    static final int A_TICK = 1_000;

    private final Set<OpenStream> waiting = ConcurrentHashMap.newKeySet();
    private final Predicate<OpenStream> ask;

    /** @param ask about one; true where there was an answer at once. One about which nothing could be told it adds again */
    Questions(Predicate<OpenStream> ask) {
        this.ask = ask;
    }

    void add(OpenStream stream) {
        waiting.add(stream);
    }

    void addAll(Collection<OpenStream> streams) {
        waiting.addAll(streams);
    }

    /** Those that wait now; one about which nothing could be told waits for the next tick. */
    void ask() {
        int unanswered = 0;
        for (OpenStream stream : List.copyOf(waiting)) {
            if (unanswered == A_TICK) {
                return;
            }
            waiting.remove(stream);
            unanswered += isAnsweredAtOnce(stream) ? 0 : 1;
        }
    }

    private boolean isAnsweredAtOnce(OpenStream stream) {
        return stream.isOver() || ask.test(stream) && !waiting.contains(stream);
    }
}

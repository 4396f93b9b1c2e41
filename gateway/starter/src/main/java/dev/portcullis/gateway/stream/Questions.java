package dev.portcullis.gateway.stream;

import java.util.Collection;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The open streams that the list has to be asked about once more: one that was admitted before it was kept, and all of them
 * after the list was loaded anew. A part of them each tick, and those again about which nothing could be told.
 */
final class Questions {

    /** In {@code direct} mode each is a command to Redis, beside those of the requests. */
    static final int A_TICK = 1_000;

    private final Set<OpenStream> waiting = ConcurrentHashMap.newKeySet();
    private final Consumer<OpenStream> ask;

    /** @param ask about one; what it cannot be told about it adds again */
    Questions(Consumer<OpenStream> ask) {
        this.ask = ask;
    }

    void add(OpenStream stream) {
        waiting.add(stream);
    }

    void addAll(Collection<OpenStream> streams) {
        waiting.addAll(streams);
    }

    void ask() {
        Iterator<OpenStream> next = waiting.iterator();
        for (int asked = 0; asked < A_TICK && next.hasNext(); asked++) {
            OpenStream stream = next.next();
            next.remove();
            if (!stream.isOver()) {
                ask.accept(stream);
            }
        }
    }
}

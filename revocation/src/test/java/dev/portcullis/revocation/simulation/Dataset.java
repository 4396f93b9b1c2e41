package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one node holds at one instant. Immutable: a replica is a position in its master's past.
 *
 * @param log the stream's entries, oldest first
 * @param builds what is being built beside, by name
 * @param mark the counter that each script raises
 */
public record Dataset(@Nullable ListCopy list, List<Item> log, Map<String, Build> builds, long mark) {

    /** A node that has just lost everything. */
    public static final Dataset EMPTY = new Dataset(null, List.of(), Map.of(), 0);

    /** One entry of the stream, under the id {@code number-0}. */
    public record Item(long number, long epoch, LogEntry entry) {}

    /** A list and a stream under a name of their own. */
    public record Build(@Nullable ListCopy list, List<Item> log) {}

    Dataset marked() {
        return new Dataset(list, log, builds, mark + 1);
    }

    Dataset with(@Nullable ListCopy other, List<Item> stream) {
        return new Dataset(other, stream, builds, mark);
    }

    Dataset with(String name, Build build) {
        Map<String, Build> more = new HashMap<>(builds);
        more.put(name, build);
        return new Dataset(list, log, more, mark);
    }

    Dataset without(String name) {
        Map<String, Build> fewer = new HashMap<>(builds);
        fewer.remove(name);
        return new Dataset(list, log, fewer, mark);
    }

    static long lastId(List<Item> log) {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).number();
    }

    static List<Item> plus(List<Item> log, Item item) {
        List<Item> longer = new ArrayList<>(log);
        longer.add(item);
        return longer;
    }
}

package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.simulation.Dataset.Build;
import dev.portcullis.revocation.simulation.Dataset.Item;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the three scripts and the start of a build do to a dataset, to the letter: {@code append.lua},
 * {@code install.lua}, {@code bless.lua}. {@code ScriptModelIT} holds it against them.
 */
public final class ScriptModel {

    private ScriptModel() {}

    /** What a script answers. */
    public enum Answer {
        DONE,
        MOVED,
        TORN
    }

    /** What a script leaves behind. */
    public record Written(Dataset after, Answer answer) {}

    /** What {@code INFO replication} says inside a script. */
    public record Self(boolean master, String replid) {}

    /** Begins a build. Its name is used by nobody else. */
    public static Dataset beside(Dataset before, String name, LogHead at) {
        ListCopy empty = new ListCopy(at, null, null, List.of());
        return before.with(name, new Build(empty, List.of()));
    }

    /** {@code append.lua}; an empty name is the list that gateways read. */
    public static Written append(Dataset before, String name, LogHead onto, List<LogEntry> entries) {
        Dataset marked = before.marked();
        Build place = name.isEmpty()
                ? new Build(marked.list(), marked.log())
                : marked.builds().getOrDefault(name, new Build(null, List.of()));
        ListCopy list = place.list();
        if (list == null || !list.head().equals(onto)) {
            return new Written(marked, Answer.MOVED);
        }
        List<Item> log = place.log();
        for (LogEntry entry : entries) {
            if (entry.number() <= Dataset.lastId(log)) {
                // What the script has added before it stumbles stays: members beyond the head cover too much, not too
                // little, and are not modelled.
                return new Written(put(marked, name, new Build(list, log)), Answer.TORN);
            }
            log = Dataset.plus(log, new Item(entry.number(), onto.epoch(), entry));
        }
        return new Written(put(marked, name, new Build(list.plus(entries), log)), Answer.DONE);
    }

    private static Dataset put(Dataset dataset, String name, Build build) {
        return name.isEmpty() ? dataset.with(build.list(), build.log()) : dataset.with(name, build);
    }

    /** {@code install.lua}. */
    public static Written install(Dataset before, String name, String nonce) {
        Dataset marked = before.marked();
        Build built = marked.builds().get(name);
        if (built == null || built.list() == null) {
            return new Written(marked, Answer.MOVED);
        }
        if (!isBehind(marked.list(), built.list())) {
            return new Written(marked.without(name), Answer.MOVED);
        }
        return new Written(marked.without(name).with(built.list().named(nonce), built.log()), Answer.DONE);
    }

    private static boolean isBehind(@Nullable ListCopy there, ListCopy built) {
        return there == null
                || there.nonce() == null
                || built.head().epoch() > there.head().epoch()
                || (built.head().epoch() == there.head().epoch()
                        && built.head().number() > there.head().number());
    }

    /** {@code bless.lua}. */
    public static Written bless(Dataset before, Self self, Blessing word, LogHead head) {
        Dataset marked = before.marked();
        ListCopy list = marked.list();
        if (!self.master()
                || !self.replid().equals(word.replid())
                || list == null
                || !word.nonce().equals(list.nonce())
                || list.head().epoch() != head.epoch()
                || list.head().number() < head.number()) {
            return new Written(marked, Answer.MOVED);
        }
        return new Written(marked.with(list.blessed(word), marked.log()), Answer.DONE);
    }
}

package dev.portcullis.gateway.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What is wrong with one rule: the key, then what is allowed, never the value. */
final class Findings {

    private final List<String> all = new ArrayList<>();

    void add(String key, String sentence) {
        all.add(key + ": " + sentence);
    }

    /** Every key of the map that is none of those that are known. */
    void unknownKeys(String parent, Map<?, ?> map, Collection<String> known) {
        for (String key :
                new TreeSet<>(map.keySet().stream().map(String::valueOf).toList())) {
            if (!known.contains(key)) {
                add(parent + "." + key, "is not known; allowed are " + String.join(", ", known));
            }
        }
    }

    List<String> all() {
        return all;
    }
}

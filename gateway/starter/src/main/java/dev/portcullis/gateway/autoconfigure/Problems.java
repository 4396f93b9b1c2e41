package dev.portcullis.gateway.autoconfigure;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong, so that all of it is told at once: the key, then what is allowed, never the value. */
final class Problems {

    private final List<String> found = new ArrayList<>();

    /** Notes the problem of a key unless the condition holds. */
    void unless(boolean holds, String key, String sentence) {
        if (!holds) {
            found.add(key + ": " + sentence);
        }
    }

    void add(String sentence) {
        found.add(sentence);
    }

    List<String> all() {
        return List.copyOf(found);
    }

    /** Stops the start where anything was found. */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new BadConfiguration(found);
        }
    }
}

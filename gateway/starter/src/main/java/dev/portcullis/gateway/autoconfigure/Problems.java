package dev.portcullis.gateway.autoconfigure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/** Gathers what is wrong, so that all of it is told at once: the key, then what is allowed, never the value. */
final class Problems {

    private final List<String> found = new ArrayList<>();
    private final Set<String> unbound = new HashSet<>();

    /** Notes the problem of a key unless the condition holds. */
    void unless(boolean holds, String key, String sentence) {
        if (!holds && !unbound.contains(key)) {
            found.add(key + ": " + sentence);
        }
    }

    /** Notes what could not be bound. What follows from it for the same key is not told too. */
    void addUnbound(Map<ConfigurationPropertyName, String> problems) {
        problems.forEach((name, sentence) -> {
            found.add(name + ": " + sentence);
            unbound.add(name.toString());
        });
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

package dev.portcullis.gateway.policy;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list as it may stand in a route's metadata. From YAML it arrives as a map {@code {0=a, 1=b}} and an empty one as an
 * empty text, from properties as one text with commas, from Java as a collection.
 */
final class YamlList {

    private YamlList() {}

    /** Its elements as they are; what is no list has none. */
    static List<?> elementsOf(@Nullable Object value) {
        if (value instanceof Map<?, ?> indexed) {
            return elementsOf(indexed);
        }
        if (value instanceof Collection<?> list) {
            return List.copyOf(list);
        }
        return value instanceof String text && !text.isBlank()
                ? Arrays.stream(text.split(",", -1)).map(String::strip).toList()
                : List.of();
    }

    /** A path: one name as it stands, commas and dots too, or a list of them. */
    static List<?> pathOf(@Nullable Object value) {
        return value instanceof String name ? List.of(name) : elementsOf(value);
    }

    private static List<?> elementsOf(Map<?, ?> indexed) {
        boolean isList =
                indexed.keySet().stream().allMatch(key -> String.valueOf(key).matches("[0-9]{1,6}"));
        return isList
                ? indexed.entrySet().stream()
                        .sorted((a, b) -> Integer.compare(index(a), index(b)))
                        .map(Map.Entry::getValue)
                        .toList()
                : List.of();
    }

    private static int index(Map.Entry<?, ?> entry) {
        return Integer.parseInt(String.valueOf(entry.getKey()));
    }
}

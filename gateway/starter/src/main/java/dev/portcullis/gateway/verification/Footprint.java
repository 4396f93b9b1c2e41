package dev.portcullis.gateway.verification;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** About how many bytes of heap a JSON value takes. Rather too many than too few: a cache is bounded by it. */
final class Footprint {

    private static final int STRING = 56;
    private static final int NUMBER = 24;
    private static final int LIST = 72;
    private static final int ELEMENT = 8;
    private static final int MAP = 136;
    /** A node of a linked map, and its share of a table that is half empty. */
    private static final int NODE = 64;

    private Footprint() {}

    static int of(@Nullable Object value) {
        if (value instanceof String text) {
            return of(text);
        }
        if (value instanceof Map<?, ?> map) {
            return MAP
                    + map.entrySet().stream()
                            .mapToInt(entry -> NODE + of(entry.getKey()) + of(entry.getValue()))
                            .sum();
        }
        return value instanceof Collection<?> list
                ? LIST
                        + list.stream()
                                .mapToInt(element -> ELEMENT + of(element))
                                .sum()
                : NUMBER;
    }

    /** Two bytes a character as soon as one of them is no Latin-1. */
    private static int of(String text) {
        boolean narrow = text.chars().allMatch(c -> c < 256);
        return STRING + (narrow ? text.length() : 2 * text.length());
    }
}

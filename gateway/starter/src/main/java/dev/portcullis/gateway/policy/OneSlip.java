package dev.portcullis.gateway.policy;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;

/** Whether two words are one slip of a finger apart: a character too many, too few, another, or two exchanged. */
public final class OneSlip {

    private OneSlip() {}

    /** True for equal words too. */
    public static boolean apart(String one, String other) {
        return !Collections.disjoint(shortened(one), shortened(other));
    }

    private static Set<String> shortened(String word) {
        Set<String> all = new HashSet<>(Set.of(word));
        for (int i = 0; i < word.length(); i++) {
            all.add(word.substring(0, i) + word.substring(i + 1));
        }
        return all;
    }
}

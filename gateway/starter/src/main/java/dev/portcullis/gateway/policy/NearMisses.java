package dev.portcullis.gateway.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Keys of a route's metadata that look as if they were meant to be its {@code access}. Such a route asks for any valid
 * token, which is less than an {@code acess: {roles: [admin]}} meant. Metadata is everyone's, so this is no error.
 */
public final class NearMisses {

    private static final List<String> ALMOST =
            List.of(AccessRuleReader.ACCESS, "accessrule", "accesspolicy", "portcullis");

    /** Parts of a rule, written one level too high. */
    private static final Set<String> PARTS = Set.of("scopes", "roles");

    private NearMisses() {}

    /** Those keys, in order. Case, and all but letters and digits, counts for nothing. */
    public static List<String> in(Map<String, Object> metadata) {
        return metadata.keySet().stream()
                .filter(key -> !key.equals(AccessRuleReader.ACCESS) && isNear(key))
                .sorted()
                .toList();
    }

    private static boolean isNear(String key) {
        String folded = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return PARTS.contains(folded) || ALMOST.stream().anyMatch(word -> OneSlip.apart(word, folded));
    }
}

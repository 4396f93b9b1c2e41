package dev.portcullis.gateway.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code access} of a route's metadata: {@code public}, {@code authenticated}, or a map of {@code scopes} and
 * {@code roles}. Pure: the same for the check at start and for a route that comes later.
 */
public final class AccessRuleReader {

    private static final String ACCESS = "access";
    private static final String SCOPES = "scopes";
    private static final String ROLES = "roles";
    private static final List<String> KEYS = List.of(SCOPES, ROLES);
    private static final String ALLOWED =
            "allowed are the words public and authenticated, or a map with scopes and/or roles";

    private final List<String> problems = new ArrayList<>();

    private AccessRuleReader() {}

    /** Reads it all, so that all problems are known at once. */
    public static RuleReading read(Map<String, Object> metadata) {
        if (!metadata.containsKey(ACCESS)) {
            return new RuleReading.Read(AccessRule.AUTHENTICATED);
        }
        AccessRuleReader reader = new AccessRuleReader();
        AccessRule rule = reader.rule(metadata.get(ACCESS));
        return reader.problems.isEmpty() ? new RuleReading.Read(rule) : new RuleReading.Misread(reader.problems);
    }

    private AccessRule rule(@Nullable Object access) {
        if (access instanceof Map<?, ?> map && !map.isEmpty()) {
            return ruleOf(map);
        }
        if ("public".equals(access)) {
            return AccessRule.PUBLIC;
        }
        if (!"authenticated".equals(access)) {
            problems.add(
                    ACCESS + ": " + (isEmpty(access) ? "is empty" : "is none of what is allowed") + "; " + ALLOWED);
        }
        return AccessRule.AUTHENTICATED;
    }

    private AccessRule ruleOf(Map<?, ?> map) {
        for (String key :
                new TreeSet<>(map.keySet().stream().map(String::valueOf).toList())) {
            if (!KEYS.contains(key)) {
                problems.add(ACCESS + "." + key + ": is not known; allowed are " + String.join(" and ", KEYS));
            }
        }
        return new AccessRule(
                false,
                map.containsKey(SCOPES) ? words(SCOPES, map.get(SCOPES), AccessRuleReader::isScope) : List.of(),
                map.containsKey(ROLES) ? words(ROLES, map.get(ROLES), AccessRuleReader::isRole) : List.of());
    }

    private List<String> words(String key, @Nullable Object value, Predicate<Object> allowed) {
        List<?> elements = YamlList.elementsOf(value);
        if (elements.isEmpty()) {
            problems.add(ACCESS + "." + key + ": is empty; write at least one, or leave the key out");
        } else if (!elements.stream().allMatch(allowed)) {
            problems.add(ACCESS + "." + key
                    + ": holds an entry that no token can carry; allowed is a list of texts without spaces, quotes and"
                    + " backslashes, numbers and yes/no in quotes");
        } else {
            return elements.stream().map(String.class::cast).toList();
        }
        return List.of();
    }

    /** RFC 6749, section 3.3: a scope-token. It is written into a challenge, so nothing else may pass. */
    private static boolean isScope(Object element) {
        return element instanceof String text
                && !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\');
    }

    private static boolean isRole(Object element) {
        return element instanceof String text
                && !text.isEmpty()
                && text.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\\');
    }

    private static boolean isEmpty(@Nullable Object access) {
        return access == null
                || access instanceof String text && text.isBlank()
                || access instanceof Map<?, ?> map && map.isEmpty();
    }
}

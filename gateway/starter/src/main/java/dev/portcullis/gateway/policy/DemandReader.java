package dev.portcullis.gateway.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads what a token has to bring, of a route or of one of its methods. */
final class DemandReader {

    static final String SCOPES = "scopes";
    static final String ROLES = "roles";
    static final String CLAIMS = "claims";
    static final String ISSUERS = "issuers";
    static final List<String> KEYS = List.of(SCOPES, ROLES, CLAIMS, ISSUERS);

    private static final String NAME = "name";
    private static final String ANY_OF = "any-of";
    static final List<String> CLAIM_KEYS = List.of(NAME, ANY_OF);
    private static final String TEXTS =
            "holds an entry that no token can carry; allowed is a list of texts without spaces, quotes and"
                    + " backslashes, numbers and yes/no in quotes";

    private final Findings findings;
    private final RuleContext context;

    DemandReader(Findings findings, RuleContext context) {
        this.findings = findings;
        this.context = context;
    }

    /** What stands there replaces, key by key, what would hold without it. */
    Demand read(String parent, Map<?, ?> map, Demand without) {
        return new Demand(
                map.containsKey(SCOPES)
                        ? words(parent + "." + SCOPES, map.get(SCOPES), DemandReader::isScope)
                        : without.scopes(),
                map.containsKey(ROLES)
                        ? words(parent + "." + ROLES, map.get(ROLES), DemandReader::isRole)
                        : without.roles(),
                map.containsKey(CLAIMS) ? claims(parent + "." + CLAIMS, map.get(CLAIMS)) : without.claims(),
                map.containsKey(ISSUERS) ? issuers(parent + "." + ISSUERS, map.get(ISSUERS)) : without.issuers());
    }

    private List<String> words(String key, @Nullable Object value, Predicate<Object> allowed) {
        List<?> elements = YamlList.elementsOf(value);
        if (elements.isEmpty()) {
            findings.add(key, "is empty; write at least one, or leave the key out");
        } else if (!elements.stream().allMatch(allowed)) {
            findings.add(key, TEXTS);
        } else {
            return elements.stream().map(String.class::cast).toList();
        }
        return List.of();
    }

    private Set<String> issuers(String key, @Nullable Object value) {
        Set<String> names = new HashSet<>(words(key, value, DemandReader::isRole));
        if (!context.issuers().containsAll(names)) {
            String declared = context.issuers().stream().sorted().collect(Collectors.joining(", "));
            findings.add(key, "names an issuer that is not declared; declared are " + declared);
        }
        return names;
    }

    private List<ClaimDemand> claims(String key, @Nullable Object value) {
        List<?> elements = YamlList.elementsOf(value);
        if (elements.isEmpty()) {
            findings.add(key, "is empty; write at least one, or leave the key out");
        }
        List<ClaimDemand> claims = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            claim(key + "." + i, elements.get(i)).ifPresent(claims::add);
        }
        return claims;
    }

    private Optional<ClaimDemand> claim(String key, @Nullable Object element) {
        if (!(element instanceof Map<?, ?> map)) {
            findings.add(key, "is no map; allowed is a map with name and any-of");
            return Optional.empty();
        }
        findings.unknownKeys(key, map, CLAIM_KEYS);
        List<?> path = YamlList.pathOf(map.get(NAME));
        List<?> values = YamlList.elementsOf(map.get(ANY_OF));
        if (path.isEmpty() || !path.stream().allMatch(DemandReader::isText)) {
            findings.add(
                    key + "." + NAME, "is missing or empty; allowed is a claim's name, or a list of names for a path");
        }
        if (values.isEmpty() || !values.stream().allMatch(DemandReader::isScalar)) {
            findings.add(
                    key + "." + ANY_OF, "is missing or empty; allowed is a list of texts, numbers or truth values");
        }
        return Optional.of(new ClaimDemand(
                path.stream().map(String::valueOf).toList(),
                values.stream().map(String::valueOf).collect(Collectors.toSet())));
    }

    private static boolean isText(@Nullable Object value) {
        return value instanceof String text && !text.isBlank();
    }

    private static boolean isScalar(@Nullable Object value) {
        return isText(value) || value instanceof Number || value instanceof Boolean;
    }

    /** RFC 6749, section 3.3: a scope-token. It is written into a challenge, so nothing else may pass. */
    private static boolean isScope(@Nullable Object element) {
        return element instanceof String text
                && !text.isEmpty()
                && text.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\');
    }

    private static boolean isRole(@Nullable Object element) {
        return element instanceof String text
                && !text.isEmpty()
                && text.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\\');
    }
}

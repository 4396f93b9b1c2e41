package dev.portcullis.gateway.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code access} of a route's metadata: {@code public}, {@code authenticated}, or a map of what a token has to
 * bring and how the route treats whom it admits. Pure: the same for the check at start, for a refresh of the routes, and for
 * a route that comes later.
 */
public final class AccessRuleReader {

    /** The key in a route's metadata. */
    public static final String ACCESS = "access";

    private static final String METHODS = "methods";

    /** Every key of a rule, in the order in which they are documented. */
    static final List<String> KEYS = Stream.of(DemandReader.KEYS, List.of(METHODS), HandlingReader.KEYS)
            .flatMap(List::stream)
            .toList();

    static final List<String> METHOD_NAMES = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final String ALLOWED =
            "allowed are the words public and authenticated, or a map with any of " + String.join(", ", KEYS);

    private final Findings findings = new Findings();
    private final DemandReader demands;
    private final HandlingReader handlings;
    private final RuleContext context;

    private AccessRuleReader(RuleContext context) {
        this.context = context;
        this.demands = new DemandReader(findings, context);
        this.handlings = new HandlingReader(findings);
    }

    /** Reads it all, so that all problems are known at once. */
    public static RuleReading read(Map<String, Object> metadata, RuleContext context) {
        AccessRuleReader reader = new AccessRuleReader(context);
        AccessRule rule = metadata.containsKey(ACCESS) ? reader.rule(metadata.get(ACCESS)) : reader.authenticated();
        reader.checkThatSomeIssuerIsAdmitted(rule);
        return reader.findings.all().isEmpty()
                ? new RuleReading.Read(rule)
                : new RuleReading.Misread(reader.findings.all());
    }

    private AccessRule rule(@Nullable Object access) {
        if (access instanceof Map<?, ?> map && !map.isEmpty()) {
            return ruleOf(map);
        }
        if ("public".equals(access)) {
            return AccessRule.PUBLIC;
        }
        if (!"authenticated".equals(access)) {
            findings.add(ACCESS, (isEmpty(access) ? "is empty" : "is none of what is allowed") + "; " + ALLOWED);
        }
        return authenticated();
    }

    private AccessRule authenticated() {
        return new AccessRule(false, Demand.NOTHING, Map.of(), usual());
    }

    private Handling usual() {
        return Handling.USUAL.admittingUnseen(context.admitsUnseen());
    }

    private AccessRule ruleOf(Map<?, ?> map) {
        findings.unknownKeys(ACCESS, map, KEYS);
        Demand demand = demands.read(ACCESS, map, Demand.NOTHING);
        return new AccessRule(
                false,
                demand,
                map.containsKey(METHODS) ? methods(map.get(METHODS), demand) : Map.of(),
                handlings.read(ACCESS, map, usual()));
    }

    private Map<String, Demand> methods(@Nullable Object value, Demand demand) {
        String parent = ACCESS + "." + METHODS;
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            findings.add(parent, "is no map; allowed are the methods " + String.join(", ", METHOD_NAMES));
            return Map.of();
        }
        Map<String, Demand> byMethod = new HashMap<>();
        map.forEach((name, rule) -> byMethod.put(String.valueOf(name), method(parent + "." + name, rule, demand)));
        findings.unknownKeys(parent, map, METHOD_NAMES); // HEAD is GET, and is not written
        return byMethod;
    }

    private Demand method(String key, @Nullable Object value, Demand demand) {
        if (!(value instanceof Map<?, ?> map) || map.isEmpty()) {
            findings.add(key, "is no map; allowed is a map with any of " + String.join(", ", DemandReader.KEYS));
            return demand;
        }
        findings.unknownKeys(key, map, DemandReader.KEYS);
        return demands.read(key, map, demand);
    }

    /** A route that nobody could ever enter is a mistake, and one that shows only as 401s. */
    private void checkThatSomeIssuerIsAdmitted(AccessRule rule) {
        boolean unreachable = !rule.isPublic()
                && !context.anyUnnamed()
                && rule.demand().issuers().isEmpty()
                && rule.byMethod().values().stream()
                        .allMatch(demand -> demand.issuers().isEmpty());
        if (unreachable && !context.issuers().isEmpty()) {
            findings.add(
                    ACCESS + "." + DemandReader.ISSUERS,
                    "is missing; issuers with secrets, or with audiences: [], are admitted only where a route names them");
        }
    }

    private static boolean isEmpty(@Nullable Object access) {
        return access == null
                || access instanceof String text && text.isBlank()
                || access instanceof Map<?, ?>; // one with a key in it is a rule
    }
}

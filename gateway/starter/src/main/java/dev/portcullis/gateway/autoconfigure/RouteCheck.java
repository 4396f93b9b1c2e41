package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.AccessRuleReader;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.util.StringUtils;

/** Checks the routes of the configuration: their ids and their rules. */
final class RouteCheck {

    private static final String ROUTES = GatewayProperties.PREFIX + ".routes";

    private final Problems problems;
    private boolean anyProtected;

    RouteCheck(Problems problems) {
        this.problems = problems;
    }

    /** Checks all of them. */
    void check(List<RouteDefinition> routes) {
        Set<String> ids = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        for (int i = 0; i < routes.size(); i++) {
            String id = routes.get(i).getId();
            problems.unless(StringUtils.hasText(id), ROUTES + "[" + i + "].id", "is missing; each route needs one");
            if (id != null && !ids.add(id) && repeated.add(id)) {
                problems.add(sentence(id, "id: is used more than once; each route needs one of its own"));
            }
            checkRule(id == null ? "number " + i : id, routes.get(i));
        }
    }

    private void checkRule(String id, RouteDefinition route) {
        boolean isProtected = AccessRuleReader.read(route.getMetadata()).fold(rule -> !rule.isPublic(), found -> {
            found.forEach(problem -> problems.add(sentence(id, "metadata." + problem)));
            return true;
        });
        anyProtected |= isProtected;
    }

    private static String sentence(String id, String problem) {
        return "Route '" + id + "': " + problem;
    }

    /** Whether one of them needs a token. */
    boolean anyProtected() {
        return anyProtected;
    }
}

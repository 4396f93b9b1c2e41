package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.AccessRule;
import dev.portcullis.gateway.policy.AccessRuleReader;
import dev.portcullis.gateway.policy.RuleContext;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.util.StringUtils;

/** Checks the routes of the configuration: their ids and their rules. */
final class RouteCheck {

    private static final String ROUTES = GatewayProperties.PREFIX + ".routes";

    private static final String REPEATED = "id: is used more than once; each route needs one of its own";

    private final Problems problems;
    private final RuleContext context;
    private final Set<String> ids = new HashSet<>();
    private final Set<String> repeated = new HashSet<>();
    private final Set<String> open = new TreeSet<>();
    private boolean anyProtected;

    RouteCheck(Problems problems, RuleContext context) {
        this.problems = problems;
        this.context = context;
    }

    /** Checks all of them. */
    void check(List<RouteDefinition> routes) {
        for (int i = 0; i < routes.size(); i++) {
            String id = routes.get(i).getId();
            problems.unless(StringUtils.hasText(id), ROUTES + "[" + i + "].id", "is missing; each route needs one");
            check(id == null ? "number " + i : id, routes.get(i).getMetadata());
        }
    }

    /** Checks all of them as the gateway has built them, those that came from Java or elsewhere too. */
    void checkBuilt(List<Route> routes) {
        routes.forEach(route -> check(route.getId(), route.getMetadata()));
    }

    private void check(String id, Map<String, Object> metadata) {
        if (!ids.add(id) && repeated.add(id)) {
            problems.add(sentence(id, REPEATED));
        }
        anyProtected |= AccessRuleReader.read(metadata, context).fold(rule -> note(id, rule), found -> {
            found.forEach(problem -> problems.add(sentence(id, "metadata." + problem)));
            return true;
        });
    }

    private boolean note(String id, AccessRule rule) {
        if (!rule.isPublic() && rule.handling().admitsUnseen()) {
            open.add(id);
        }
        return !rule.isPublic();
    }

    private static String sentence(String id, String problem) {
        return "Route '" + id + "': " + problem;
    }

    /** Those that admit a token while nobody can tell whether it is revoked. */
    Set<String> open() {
        return open;
    }

    /** Whether one of them needs a token. */
    boolean anyProtected() {
        return anyProtected;
    }
}

package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.AccessRule;
import dev.portcullis.gateway.policy.AccessRuleReader;
import dev.portcullis.gateway.policy.RuleContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteDefinition;
import org.springframework.util.StringUtils;

/** Checks the routes of the configuration: their ids and their rules. */
final class RouteCheck {

    private static final String ROUTES = GatewayProperties.PREFIX + ".routes";

    private static final Logger LOG = LoggerFactory.getLogger(RouteCheck.class);
    private static final String REPEATED = "id: is used more than once; each route needs one of its own";

    private final Problems problems;
    private final RuleContext context;
    private final List<String> open = new ArrayList<>();
    private boolean anyProtected;

    RouteCheck(Problems problems, RuleContext context) {
        this.problems = problems;
        this.context = context;
    }

    /** Checks all of them. */
    void check(List<RouteDefinition> routes) {
        Set<String> ids = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        for (int i = 0; i < routes.size(); i++) {
            String id = routes.get(i).getId();
            problems.unless(StringUtils.hasText(id), ROUTES + "[" + i + "].id", "is missing; each route needs one");
            if (id != null && !ids.add(id) && repeated.add(id)) {
                problems.add(sentence(id, REPEATED));
            }
            checkRule(id == null ? "number " + i : id, routes.get(i).getMetadata());
        }
        if (!open.isEmpty()) {
            LOG.warn("While nobody can tell whether a token is revoked, these routes admit it: {}", open);
        }
    }

    /** Checks all of them as the gateway has built them, those that came from Java or elsewhere too. */
    void checkBuilt(List<Route> routes) {
        Set<String> ids = new HashSet<>();
        Set<String> repeated = new HashSet<>();
        for (Route route : routes) {
            if (!ids.add(route.getId()) && repeated.add(route.getId())) {
                problems.add(sentence(route.getId(), REPEATED));
            }
            checkRule(route.getId(), route.getMetadata());
        }
    }

    private void checkRule(String id, Map<String, Object> metadata) {
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

    /** Whether one of them needs a token. */
    boolean anyProtected() {
        return anyProtected;
    }
}

package dev.portcullis.gateway.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rule of each route, read once in the life of the route object. */
public final class AccessRules {

    private static final Logger LOG = LoggerFactory.getLogger(AccessRules.class);

    /** Weak keys compare by identity, and let a rule go with its route. */
    private final Cache<Object, Outcome<AccessRule>> byRoute =
            Caffeine.newBuilder().weakKeys().build();

    private final RuleContext context;

    public AccessRules(RuleContext context) {
        this.context = context;
    }

    /** The rule; a refusal where it cannot be read, so that such a route is shut and not open. */
    public Outcome<AccessRule> forRoute(RouteFacts route) {
        return byRoute.get(route.route(), unread -> read(route));
    }

    private Outcome<AccessRule> read(RouteFacts route) {
        return AccessRuleReader.read(route.metadata(), context)
                .<Outcome<AccessRule>>fold(Outcome.Passed::new, problems -> shut(route, problems));
    }

    private static Outcome<AccessRule> shut(RouteFacts route, List<String> problems) {
        LOG.error("Route '{}' refuses every request, because its rule cannot be read: {}", route.id(), problems);
        return new Outcome.Refused<>(new Refusal.RuleUnreadable());
    }
}

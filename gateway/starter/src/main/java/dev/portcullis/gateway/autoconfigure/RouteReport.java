package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.NearMisses;
import dev.portcullis.gateway.policy.RuleContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.route.Route;

/** What is wrong with the newest routes. It is told once a change: a source of routes may be asked every few seconds. */
final class RouteReport {

    private static final Logger LOG = LoggerFactory.getLogger(RouteReport.class);

    private final Supplier<RuleContext> rules;
    private List<String> problems = List.of();
    private Set<String> nearMisses = Set.of();
    private Set<String> open = Set.of();
    private boolean hasLooked;

    /** @param rules what rules are read against; asked late, because the routes are built before all else is */
    RouteReport(Supplier<RuleContext> rules) {
        this.rules = rules;
    }

    /** Whether nothing is wrong with them, all routes together. */
    synchronized boolean accepts(List<Route> routes) {
        tellNearMisses(routes);
        Problems found = new Problems();
        RouteCheck check = new RouteCheck(found, rules.get());
        check.checkBuilt(routes);
        tell(found.all());
        if (problems.isEmpty()) {
            tellOpen(check.open());
        }
        return problems.isEmpty();
    }

    /** They could not even be read. The gateway tells the reason of a full refresh, but not that of a scoped one. */
    synchronized void unreadable(Throwable failure) {
        if (tell(List.of("they cannot be read (" + failure.getClass().getSimpleName() + ")"))) {
            LOG.error("The routes cannot be read", failure);
        }
    }

    synchronized List<String> problems() {
        return problems;
    }

    synchronized boolean hasLooked() {
        return hasLooked;
    }

    private boolean tell(List<String> found) {
        hasLooked = true;
        boolean isNews = !found.equals(problems);
        if (isNews && !found.isEmpty()) {
            LOG.error("The new routes are refused, and the old ones stay where there are any: {}", found);
        } else if (isNews) {
            LOG.info("The routes are in order again");
        }
        problems = List.copyOf(found);
        return isNews;
    }

    private void tellOpen(Set<String> found) {
        if (!found.equals(open) && !found.isEmpty()) {
            LOG.warn("While nobody can tell whether a token is revoked, these routes admit it: {}", found);
        }
        open = Set.copyOf(found);
    }

    private void tellNearMisses(List<Route> routes) {
        Set<String> found = routes.stream()
                .flatMap(route -> NearMisses.in(route.getMetadata()).stream()
                        .map(key -> "Route '" + route.getId() + "': metadata." + key))
                .collect(Collectors.toSet());
        Set<String> news = new HashSet<>(found);
        news.removeAll(nearMisses);
        news.forEach(miss -> LOG.warn(
                "{} is not read; a rule stands below metadata.access, and without one any valid token gets through",
                miss));
        nearMisses = Set.copyOf(found);
    }
}

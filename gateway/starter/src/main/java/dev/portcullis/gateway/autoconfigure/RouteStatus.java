package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.AccessRule;
import dev.portcullis.gateway.policy.AccessRuleReader;
import dev.portcullis.gateway.policy.Demand;
import dev.portcullis.gateway.policy.RuleContext;
import dev.portcullis.gateway.verification.TrustedIssuer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.cloud.gateway.route.Route;

/**
 * One route as operators see it.
 *
 * @param uri without user info and query, where a password may stand
 * @param access public, authenticated, rule (see demand), or unreadable, and then it refuses every request
 * @param problems why the rule cannot be read
 */
record RouteStatus(
        String id,
        String uri,
        String access,
        List<DemandStatus> demand,
        Map<String, DemandStatus> methods,
        List<String> problems) {

    /**
     * What a token has to bring.
     *
     * @param issuers the names of those that are admitted
     */
    record DemandStatus(
            List<String> scopes, List<String> roles, Map<String, List<String>> claims, List<String> issuers) {}

    /** Reads the rules anew each time: the routes may have been refreshed. */
    record Reader(List<TrustedIssuer> issuers, RuleContext context) {

        RouteStatus read(Route route) {
            return AccessRuleReader.read(route.getMetadata(), context)
                    .fold(
                            rule -> readable(route, rule),
                            found -> new RouteStatus(
                                    route.getId(), shown(route.getUri()), "unreadable", List.of(), Map.of(), found));
        }

        private RouteStatus readable(Route route, AccessRule rule) {
            Map<String, DemandStatus> methods = new TreeMap<>();
            rule.byMethod().forEach((method, demand) -> methods.put(method, status(demand)));
            boolean plain = rule.demand().equals(Demand.NOTHING) && methods.isEmpty();
            String access = rule.isPublic() ? "public" : plain ? "authenticated" : "rule";
            List<DemandStatus> demand = rule.isPublic() ? List.of() : List.of(status(rule.demand()));
            return new RouteStatus(route.getId(), shown(route.getUri()), access, demand, methods, List.of());
        }

        private DemandStatus status(Demand demand) {
            Map<String, List<String>> claims = new TreeMap<>();
            demand.claims()
                    .forEach(claim -> claims.put(
                            claim.path().toString(),
                            claim.anyOf().stream().sorted().toList()));
            return new DemandStatus(demand.scopes(), demand.roles(), claims, admitted(demand));
        }

        private List<String> admitted(Demand demand) {
            return issuers.stream()
                    .map(TrustedIssuer::settings)
                    .filter(issuer -> demand.issuers().isEmpty()
                            ? !issuer.onlyWhereNamed()
                            : demand.issuers().contains(issuer.name()))
                    .map(issuer -> issuer.name())
                    .sorted()
                    .collect(Collectors.toList());
        }
    }

    /** Only the parts that name the place; of an opaque address nothing but its scheme. */
    static String shown(URI uri) {
        String authority = uri.getRawAuthority();
        String path = uri.getRawPath();
        return uri.getScheme()
                + ":"
                + (authority == null ? "" : "//" + authority.substring(authority.lastIndexOf('@') + 1))
                + (path == null ? "" : path);
    }
}

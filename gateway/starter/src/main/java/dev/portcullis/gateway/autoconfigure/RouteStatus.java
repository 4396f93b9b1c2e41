package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.AccessRule;
import dev.portcullis.gateway.policy.AccessRuleReader;
import dev.portcullis.gateway.policy.Demand;
import dev.portcullis.gateway.policy.Handling;
import dev.portcullis.gateway.policy.RuleContext;
import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.TrustedIssuer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.cloud.gateway.route.Route;

/**
 * One route as operators see it.
 *
 * @param uri without user info and query, where a password may stand
 * @param access public, authenticated, rule (see demand), or unreadable, and then it refuses every request
 * @param handling how it treats those whom it admits; nothing where it is public or unreadable
 * @param problems why the rule cannot be read
 */
record RouteStatus(
        String id,
        String uri,
        String access,
        List<DemandStatus> demand,
        Map<String, DemandStatus> methods,
        List<HandlingStatus> handling,
        List<String> problems) {

    /**
     * What a token has to bring.
     *
     * @param issuers the names of those that are admitted
     */
    record DemandStatus(
            List<String> scopes, List<String> roles, Map<String, List<String>> claims, List<String> issuers) {}

    /** How the admitted are treated, in the words of the configuration. */
    record HandlingStatus(
            String onUnavailable,
            boolean relayToken,
            List<String> credentials,
            String streamLifetime,
            Duration maxStreamLifetime) {

        static HandlingStatus of(Handling handling) {
            List<String> credentials = new ArrayList<>();
            if (handling.carriers().header()) {
                credentials.add("header");
            }
            if (handling.carriers().webSocketProtocol()) {
                credentials.add("websocket-protocol");
            }
            handling.carriers().cookies().stream().sorted().forEach(name -> credentials.add("cookie:" + name));
            return new HandlingStatus(
                    handling.admitsUnseen() ? "allow" : "reject",
                    handling.relaysToken(),
                    credentials,
                    handling.streamLimit().lifetime().name().toLowerCase(Locale.ROOT),
                    handling.streamLimit().longest());
        }
    }

    /** Reads the rules anew each time: the routes may have been refreshed. */
    record Reader(List<TrustedIssuer> issuers, RuleContext context) {

        RouteStatus read(Route route) {
            return AccessRuleReader.read(route.getMetadata(), context)
                    .fold(
                            rule -> readable(route, rule),
                            found -> new RouteStatus(
                                    route.getId(),
                                    shown(route.getUri()),
                                    "unreadable",
                                    List.of(),
                                    Map.of(),
                                    List.of(),
                                    found));
        }

        private RouteStatus readable(Route route, AccessRule rule) {
            if (rule.isPublic()) {
                return new RouteStatus(
                        route.getId(), shown(route.getUri()), "public", List.of(), Map.of(), List.of(), List.of());
            }
            Map<String, DemandStatus> methods = new TreeMap<>();
            rule.byMethod().forEach((method, demand) -> methods.put(method, status(demand)));
            boolean plain = rule.demand().equals(Demand.NOTHING) && methods.isEmpty();
            return new RouteStatus(
                    route.getId(),
                    shown(route.getUri()),
                    plain ? "authenticated" : "rule",
                    List.of(status(rule.demand())),
                    methods,
                    List.of(HandlingStatus.of(rule.handling())),
                    List.of());
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
                    .filter(demand::admits)
                    .map(IssuerSettings::name)
                    .sorted()
                    .toList();
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

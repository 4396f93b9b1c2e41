package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.RuleContext;
import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.KeySettings;
import dev.portcullis.gateway.web.IdentityHeaders;
import dev.portcullis.revocation.feed.FeedSettings;
import dev.portcullis.revocation.redis.ListSettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.core.env.Environment;
import org.springframework.util.unit.DataSize;

/** Checks the whole configuration, routes included, and tells everything that is wrong with it at once. */
final class SettingsCheck {

    private static final String P = PortcullisProperties.PREFIX + ".";

    /** Beyond it nothing is meant, and what is added to instants must not overflow. */
    private static final Duration LONGEST = Duration.ofDays(400);

    private static final Map<String, String> IDENTITY_HEADERS =
            Map.of("X-User-Id", "sub", "X-User-Issuer", "iss", "X-User-Roles", "roles", "X-User-Scopes", "scope");

    /** Folded: headers that carry the request itself, or its credential. */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "authorization",
            "cookie",
            "connection",
            "upgrade",
            "te",
            "trailer",
            "transfer-encoding",
            "content-length",
            "content-type",
            "forwarded",
            "x-forwarded-for",
            "x-forwarded-proto",
            "x-forwarded-host",
            "x-forwarded-port",
            "x-forwarded-prefix",
            "keep-alive",
            "proxy-authorization",
            "proxy-connection");

    private final Problems problems = new Problems();
    private final PortcullisProperties properties;
    private final GatewayProperties gateway;
    private final Environment environment;

    private SettingsCheck(PortcullisProperties properties, GatewayProperties gateway, Environment environment) {
        this.properties = properties;
        this.gateway = gateway;
        this.environment = environment;
    }

    /** @throws BadConfiguration where anything is wrong */
    static GatewaySettings settings(
            PortcullisProperties properties,
            GatewayProperties gateway,
            BindingProblems binding,
            Environment environment) {
        SettingsCheck check = new SettingsCheck(properties, gateway, environment);
        check.problems.addUnbound(binding.found());
        return check.settings();
    }

    private GatewaySettings settings() {
        List<IssuerSettings> issuers = issuers();
        RuleContext rules = rules(issuers);
        checkRoutes(rules);
        checkCredential();
        checkKeys();
        ListCheck lists = new ListCheck(problems, environment, properties.revocation());
        ListSettings list = lists.check(issuers);
        Optional<FeedSettings> feed = lists.feed();
        checkAnswers();
        Map<String, String> headers =
                properties.identityHeaders().isEmpty() ? IDENTITY_HEADERS : properties.identityHeaders();
        checkHeaders(headers);
        EdgeSettings edge = new EdgeCheck(problems, environment).check(properties, gateway);
        problems.throwIfAny();
        return new GatewaySettings(
                issuers,
                new KeySettings(
                        properties.jwks().refresh(),
                        properties.jwks().unknownKid(),
                        properties.jwks().keepLastGood()),
                (int) properties.credential().maxTokenSize().toBytes(),
                properties.tokenCache().maxSize().toBytes(),
                list,
                feed,
                rules,
                headers,
                edge,
                properties.realm(),
                properties.problemTypes());
    }

    private List<IssuerSettings> issuers() {
        List<IssuerSettings> issuers = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        properties.issuers().forEach((name, issuer) -> {
            Optional<IssuerSettings> checked = new IssuerCheck(problems, name).check(name, issuer);
            checked.ifPresent(issuers::add);
            problems.unless(
                    checked.map(IssuerSettings::issuer).map(seen::add).orElse(true),
                    P + "issuers." + name + ".issuer",
                    "is that of another entry too; each issuer is declared once");
        });
        problems.unless(
                properties.issuers().values().stream()
                                .filter(PortcullisProperties.Issuer::issuerClaimOptional)
                                .count()
                        <= 1,
                P + "issuers",
                "has more than one entry with issuer-claim-optional; allowed is one, because a token without iss can be"
                        + " of one only");
        return issuers;
    }

    /** What the routes' rules are read against. An issuer that is itself wrong is not held against the routes too. */
    private RuleContext rules(List<IssuerSettings> issuers) {
        boolean anyUnnamed = issuers.size() < properties.issuers().size()
                || issuers.stream().anyMatch(issuer -> !issuer.onlyWhereNamed());
        return new RuleContext(
                properties.issuers().keySet(),
                anyUnnamed,
                properties.revocation().onUnavailable().equals(GatewaySettings.ALLOW));
    }

    private void checkRoutes(RuleContext rules) {
        RouteCheck routes = new RouteCheck(problems, rules);
        routes.check(gateway.getRoutes());
        problems.unless(
                !routes.anyProtected() || !properties.issuers().isEmpty(),
                P + "issuers",
                "is empty while a route needs a token; declare an issuer, or write access: public on every route");
    }

    private void checkCredential() {
        DataSize size = properties.credential().maxTokenSize();
        problems.unless(
                size.toKilobytes() >= 1 && size.toMegabytes() < 1,
                P + "credential.max-token-size",
                "is out of range; allowed is 1KB to less than 1MB");
    }

    private void checkKeys() {
        PortcullisProperties.Jwks jwks = properties.jwks();
        unlessFrom(jwks.refresh(), Duration.ofSeconds(1), "jwks.refresh");
        unlessFrom(jwks.unknownKid(), Duration.ofSeconds(1), "jwks.unknown-kid");
        problems.unless(
                jwks.keepLastGood().compareTo(jwks.refresh()) >= 0
                        && jwks.keepLastGood().compareTo(LONGEST) <= 0,
                P + "jwks.keep-last-good",
                "is shorter than the refresh or out of range; allowed is that or more, up to 400d");
        problems.unless(
                !properties.tokenCache().maxSize().isNegative(),
                P + "token-cache.max-size",
                "is out of range; allowed is 0B or more");
    }

    private void checkAnswers() {
        problems.unless(
                properties.realm().chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\'),
                P + "realm",
                "holds a character that a challenge cannot; allowed is printable ASCII without quotes and backslashes");
        URI types = properties.problemTypes();
        problems.unless(
                types.toString().endsWith("/") && !types.isOpaque() && types.getRawQuery() == null,
                P + "problem-types",
                "is no base; allowed is an address or a path that ends in a slash");
    }

    private void checkHeaders(Map<String, String> headers) {
        Set<String> seen = new HashSet<>();
        headers.forEach((name, claim) -> {
            String key = P + "identity-headers." + name;
            String folded = IdentityHeaders.folded(name);
            problems.unless(
                    name.matches("[A-Za-z0-9-]+"), key, "is no header name; allowed are letters, digits and hyphens");
            problems.unless(!RESERVED.contains(folded), key, "is a header of the request itself; choose another name");
            problems.unless(seen.add(folded), key, "is there twice but for case and hyphens; allowed is once");
            problems.unless(!claim.isBlank(), key, "is empty; allowed is the name of a claim");
        });
    }

    private void unlessFrom(Duration duration, Duration least, String key) {
        problems.unless(
                duration.compareTo(least) >= 0 && duration.compareTo(LONGEST) <= 0,
                P + key,
                "is out of range; allowed is " + least.toMillis() + "ms or more, up to 400d");
    }
}

package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.revocation.feed.FeedSecret;
import dev.portcullis.revocation.feed.FeedSettings;
import dev.portcullis.revocation.redis.ListSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Checks {@code portcullis.revocation}. */
final class ListCheck {

    private static final String P = PortcullisProperties.PREFIX + ".revocation.";

    /**
     * One tick of 100 ms finds an open stream, the next asks about it, and each may be late by one: below, the bound would not
     * be kept.
     */
    private static final Duration SHORTEST = Duration.ofMillis(300);

    /** Of a staleness beyond it nobody would say that it is bounded, and the auth service holds no question so long. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    /** The auth service's bounds. */
    private static final Duration SHORTEST_HORIZON = Duration.ofMinutes(6);

    private static final Duration LONGEST_HORIZON = Duration.ofDays(400);

    private static final String SENTINEL = "spring.data.redis.sentinel.master";

    /** Whoever names one of these has more than one node that may come to hold the list. */
    private static final List<String> FAIL_OVER = List.of(SENTINEL, "spring.data.redis.cluster.nodes");

    /** What is said where more than one node may come to hold the list, and nobody wrote how many. */
    static final String NODES_MISSING =
            "is missing; with Sentinel or Cluster it is the number of the master and its replicas together";

    private final Problems problems;
    private final Environment environment;
    private final PortcullisProperties.Revocation written;

    ListCheck(Problems problems, Environment environment, PortcullisProperties.Revocation written) {
        this.problems = problems;
        this.environment = environment;
        this.written = written;
    }

    /** Only to be used where nothing was found. */
    ListSettings check(List<IssuerSettings> issuers) {
        problems.unless(
                RevocationMode.isKnown(written.mode()),
                RevocationMode.KEY,
                "is not known; allowed are replicated, direct and off");
        problems.unless(
                List.of("reject", GatewaySettings.ALLOW).contains(written.onUnavailable()),
                P + "on-unavailable",
                "is not known; allowed are reject and allow");
        problems.unless(
                isWithin(written.maxStaleness(), SHORTEST, LONGEST),
                P + "max-staleness",
                "is out of range; allowed is 300ms to 1m: open streams are looked at each 100ms");
        problems.unless(
                isWithin(written.horizon(), SHORTEST_HORIZON, LONGEST_HORIZON),
                P + "horizon",
                "is out of range; allowed is 6m to 400d");
        problems.unless(
                written.keyPrefix().matches("[!-~]*\\{[!-z|~]+}[!-~]*"),
                P + "key-prefix",
                "has no part in braces; allowed is visible ASCII with one, such as {portcullis}");
        issuers.forEach(this::checkLifetime);
        return new ListSettings(
                written.keyPrefix(), written.maxStaleness(), written.replicas(), nodes(), written.horizon());
    }

    private static boolean isWithin(Duration written, Duration least, Duration most) {
        return written.compareTo(least) >= 0 && written.compareTo(most) <= 0;
    }

    /** A token must not outlive the entry that covers it. */
    private void checkLifetime(IssuerSettings issuer) {
        Duration longest = issuer.maxLifetime().plus(issuer.clockSkew());
        problems.unless(
                isOff() || longest.compareTo(written.horizon()) <= 0,
                PortcullisProperties.PREFIX + ".issuers." + issuer.name() + ".max-lifetime",
                "is longer, with the clock-skew, than revocations are kept; allowed is up to " + P
                        + "horizon together, which is the auth service's portcullis.auth.revocation.horizon");
    }

    private boolean isOff() {
        return RevocationMode.isOff(written.mode());
    }

    private int nodes() {
        Integer nodes = written.nodes();
        boolean mayFailOver = FAIL_OVER.stream().anyMatch(this::isSet);
        problems.unless(nodes != null || !mayFailOver || isOff(), P + "nodes", NODES_MISSING);
        problems.unless(nodes == null || nodes > 0, P + "nodes", "is out of range; allowed is 1 or more");
        // A shard of a cluster may go without replicas; where Sentinels watch, another node is what they watch for.
        problems.unless(
                nodes == null || nodes != 1 || !isSet(SENTINEL) || isOff(),
                P + "nodes",
                "is out of range; with Sentinel allowed is 2 or more, the master and its replicas together");
        int known = nodes == null ? 1 : nodes;
        problems.unless(
                written.replicas() >= 0 && written.replicas() < Math.max(1, known),
                P + "replicas",
                "is out of range; allowed is 0 up to one less than " + P + "nodes");
        return known;
    }

    private boolean isSet(String key) {
        return environment.containsProperty(key) || environment.containsProperty(key + "[0]");
    }

    /** Empty where there is no feed, or what is written of it is wrong. */
    Optional<FeedSettings> feed() {
        PortcullisProperties.Feed feed = written.feed();
        if (feed == null) {
            return Optional.empty();
        }
        URI uri = feed.uri();
        WrittenSecret secret = feed.clientSecret();
        problems.unless(
                uri != null && FeedSettings.canBeAsked(uri),
                P + "feed.uri",
                "is no address that can be asked; allowed is an absolute http or https URL without user, query and fragment");
        problems.unless(
                StringUtils.hasText(feed.clientId()),
                P + "feed.client-id",
                "is missing; it names a client of the auth service");
        problems.unless(
                secret != null && StringUtils.hasText(secret.text()),
                P + "feed.client-secret",
                "is missing; it is that client's secret, from the environment");
        return settings(uri, feed.clientId(), secret);
    }

    private static Optional<FeedSettings> settings(
            @Nullable URI uri, @Nullable String clientId, @Nullable WrittenSecret secret) {
        if (uri == null || !FeedSettings.canBeAsked(uri) || clientId == null || clientId.isBlank()) {
            return Optional.empty();
        }
        return secret == null || secret.text().isBlank()
                ? Optional.empty()
                : Optional.of(new FeedSettings(uri, clientId, new FeedSecret(secret.text())));
    }
}

package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.firewall.FirewallSettings;
import dev.portcullis.gateway.web.TrustedProxies;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/** Checks what is asked of a request, together with the keys of the framework that would undo it. */
final class EdgeCheck {

    private static final String FIREWALL = PortcullisProperties.PREFIX + ".firewall.";
    private static final String PROXIES = PortcullisProperties.PREFIX + ".forwarded.trusted-proxies";
    private static final String SERVER_LIMIT = "server.max-http-request-header-size";
    private static final String STRATEGY = "server.forward-headers-strategy";
    private static final int ABOVE_OURS = 4;

    private final Problems problems;
    private final Binder environment;

    EdgeCheck(Problems problems, Environment environment) {
        this.problems = problems;
        this.environment = Binder.get(environment);
    }

    EdgeSettings check(PortcullisProperties properties, GatewayProperties gateway) {
        PortcullisProperties.Firewall firewall = properties.firewall();
        checkSizes(properties);
        checkForwarded(properties.forwarded(), gateway);
        firewall.relayHeaders()
                .forEach(name -> problems.unless(
                        name.matches("[A-Za-z0-9-]+"),
                        FIREWALL + "relay-headers",
                        "holds what is no header name; allowed are letters, digits and hyphens"));
        return new EdgeSettings(
                new FirewallSettings(
                        bytes(firewall.maxHeaderSize()),
                        firewall.allowEncodedSlash(),
                        firewall.allowSemicolon(),
                        firewall.allowEncodedPercent(),
                        firewall.allowEncodedBackslash()),
                bytes(firewall.maxIdentityHeaderSize()),
                firewall.relayHeaders(),
                properties.forwarded().trustedProxies(),
                bytes(serverLimit()
                        .orElse(DataSize.ofBytes(
                                ABOVE_OURS * firewall.maxHeaderSize().toBytes()))));
    }

    private void checkSizes(PortcullisProperties properties) {
        DataSize ours = properties.firewall().maxHeaderSize();
        problems.unless(
                ours.toKilobytes() >= 2 && ours.toMegabytes() < 1,
                FIREWALL + "max-header-size",
                "is out of range; allowed is 2KB to less than 1MB");
        problems.unless(
                properties.credential().maxTokenSize().compareTo(ours) < 0,
                PortcullisProperties.PREFIX + ".credential.max-token-size",
                "is not below portcullis.firewall.max-header-size, so that such a token could never be sent; allowed is less");
        problems.unless(
                serverLimit().map(limit -> limit.compareTo(ours) > 0).orElse(true),
                SERVER_LIMIT,
                "is not above portcullis.firewall.max-header-size, so that the server would refuse without a reason; allowed is"
                        + " more, or to leave it out");
        DataSize identity = properties.firewall().maxIdentityHeaderSize();
        problems.unless(
                identity.toBytes() >= 64 && identity.toKilobytes() <= 64,
                FIREWALL + "max-identity-header-size",
                "is out of range; allowed is 64B to 64KB");
    }

    private Optional<DataSize> serverLimit() {
        return Optional.ofNullable(
                environment.bind(SERVER_LIMIT, DataSize.class).orElse(null));
    }

    /** The framework's own ways believe everyone, or keep the proxies and drop the client; two lists would disagree. */
    private void checkForwarded(PortcullisProperties.Forwarded forwarded, GatewayProperties gateway) {
        forwarded
                .trustedProxies()
                .forEach(
                        text -> problems.unless(
                                TrustedProxies.network(text).isPresent(),
                                PROXIES,
                                "is no list of addresses and networks; allowed are such as 10.0.0.0/8, fd00::/8 and 192.0.2.7"));
        problems.unless(
                !StringUtils.hasText(gateway.getTrustedProxies()),
                GatewayProperties.PREFIX + ".trusted-proxies",
                "is not used by this gateway; write the addresses into " + PROXIES);
        String strategy = environment.bind(STRATEGY, String.class).orElse("none");
        problems.unless(
                strategy.equalsIgnoreCase("none"),
                STRATEGY,
                "would believe the X-Forwarded headers of everyone; allowed is none, with the proxies in " + PROXIES);
    }

    private static int bytes(DataSize size) {
        return (int) Math.min(size.toBytes(), Integer.MAX_VALUE);
    }
}

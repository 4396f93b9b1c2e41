package dev.portcullis.gateway.web;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The proxies in front of the gateway whose word about a client is taken. */
public final class TrustedProxies {

    private static final int V4_BITS = 32;
    private static final int V6_BITS = 128;

    private final List<IpSubnetFilterRule> networks;

    /** @param networks each an address or a network, as {@link #network} reads it */
    public TrustedProxies(List<String> networks) {
        this.networks =
                networks.stream().map(text -> network(text).orElseThrow()).toList();
    }

    boolean contain(@Nullable InetSocketAddress peer) {
        return peer != null
                && peer.getAddress() != null
                && networks.stream().anyMatch(network -> network.matches(peer));
    }

    /** {@code 10.0.0.0/8}, {@code fd00::/8} or one address. A name is none: it would be looked up. */
    public static Optional<IpSubnetFilterRule> network(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean v4 = NetUtil.isValidIpV4Address(address);
        if (!v4 && !NetUtil.isValidIpV6Address(address)) {
            return Optional.empty();
        }
        int most = v4 ? V4_BITS : V6_BITS;
        String prefix = slash < 0 ? String.valueOf(most) : text.substring(slash + 1);
        return prefix.matches("[0-9]{1,3}") && Integer.parseInt(prefix) <= most
                ? Optional.of(new IpSubnetFilterRule(address, Integer.parseInt(prefix), IpFilterRuleType.ACCEPT))
                : Optional.empty();
    }
}

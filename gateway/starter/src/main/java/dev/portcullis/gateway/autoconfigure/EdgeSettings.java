package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.firewall.FirewallSettings;
import java.util.List;

/**
 * What is asked of a request and said about it, beside its caller.
 *
 * @param maxIdentityChars the largest value of one identity header
 * @param relayHeaders headers that are relayed although they are dropped elsewhere
 * @param trustedProxies addresses and networks
 * @param serverHeaderBytes what the server itself reads of a header section; above the firewall's limit, so that it is the
 *     firewall who refuses
 */
record EdgeSettings(
        FirewallSettings firewall,
        int maxIdentityChars,
        List<String> relayHeaders,
        List<String> trustedProxies,
        int serverHeaderBytes) {

    EdgeSettings {
        relayHeaders = List.copyOf(relayHeaders);
        trustedProxies = List.copyOf(trustedProxies);
    }
}

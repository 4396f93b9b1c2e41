package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.RuleContext;
import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.KeySettings;
import dev.portcullis.revocation.redis.ListSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** The configuration once it has been checked, the routes' rules with it. */
record GatewaySettings(
        List<IssuerSettings> issuers,
        KeySettings keys,
        int maxTokenChars,
        long tokenCacheBytes,
        ListSettings list,
        RuleContext rules,
        Map<String, String> identityHeaders,
        EdgeSettings edge,
        String realm,
        URI problemTypes) {

    /** The mode in which nothing is asked, and what a YAML parser makes of the bare word. */
    static final String OFF = "off";

    static final String OFF_IN_YAML = "false";
}

package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.policy.RuleContext;
import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.KeySettings;
import dev.portcullis.revocation.feed.FeedSettings;
import dev.portcullis.revocation.redis.ListSettings;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration once it has been checked, the routes' rules with it. */
record GatewaySettings(
        List<IssuerSettings> issuers,
        KeySettings keys,
        int maxTokenChars,
        long tokenCacheBytes,
        ListSettings list,
        Optional<FeedSettings> feed,
        RuleContext rules,
        Map<String, String> identityHeaders,
        EdgeSettings edge,
        String realm,
        URI problemTypes) {

    /** The word that lets in those whom nobody can tell about. */
    static final String ALLOW = "allow";
}

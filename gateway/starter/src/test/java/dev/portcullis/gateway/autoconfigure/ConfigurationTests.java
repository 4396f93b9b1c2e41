package dev.portcullis.gateway.autoconfigure;

import static dev.portcullis.gateway.autoconfigure.CheckedConfiguration.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.portcullis.gateway.firewall.FirewallSettings;
import dev.portcullis.gateway.policy.RuleContext;
import dev.portcullis.gateway.verification.IssuerClaim;
import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.KeySettings;
import dev.portcullis.gateway.verification.KeySource;
import dev.portcullis.gateway.verification.MintInstant;
import dev.portcullis.gateway.verification.SignatureAlgorithm;
import dev.portcullis.revocation.feed.FeedSecret;
import dev.portcullis.revocation.feed.FeedSettings;
import dev.portcullis.revocation.redis.ListSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each key, as it is where nobody writes it and as it is written. */
final class ConfigurationTests {

    private static final String SECRET = "VALUE-not-to-be-printed";
    private static final Duration HORIZON = Duration.ofMinutes(24 * 60 + 5);

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        GatewaySettings settings = settings();
        IssuerSettings issuer = settings.issuers().get(0);

        assertThat(issuer.name()).isEqualTo("main");
        assertThat(issuer.algorithms()).containsExactlyInAnyOrder(SignatureAlgorithm.ES256, SignatureAlgorithm.RS256);
        assertThat(issuer.tokenTypes()).containsExactlyInAnyOrder("at+jwt", "jwt");
        assertThat(issuer.clockSkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(issuer.maxLifetime()).isEqualTo(Duration.ofHours(24));
        assertThat(issuer.rolesClaim()).containsExactly("roles");
        assertThat(issuer.mintInstant()).isEqualTo(MintInstant.IAT);
        assertThat(settings.maxTokenChars()).isEqualTo(16_384);
        assertThat(settings.tokenCacheBytes()).isEqualTo(32L << 20);
        assertThat(settings.keys())
                .isEqualTo(new KeySettings(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(1)));
        assertThat(settings.list()).isEqualTo(new ListSettings("{portcullis}", Duration.ofSeconds(1), 0, 1, HORIZON));
        assertThat(settings.rules()).isEqualTo(new RuleContext(Set.of("main"), true, false));
        assertThat(settings.identityHeaders())
                .containsOnly(
                        entry("X-User-Id", "sub"),
                        entry("X-User-Issuer", "iss"),
                        entry("X-User-Roles", "roles"),
                        entry("X-User-Scopes", "scope"));
        assertThat(settings.edge())
                .isEqualTo(new EdgeSettings(
                        new FirewallSettings(24_576, false, false, false, false), 4_096, List.of(), List.of(), 98_304));
        assertThat(settings.realm()).isEqualTo("portcullis");
        assertThat(settings.problemTypes()).hasToString("https://portcullis.dev/errors/");
    }

    @Test
    void everyKeyIsMapped() {
        GatewaySettings settings = settings(
                "portcullis.issuers.main.issuer=urn:issuer",
                "portcullis.issuers.main.jwks-uri=file:/keys/jwks.json",
                "portcullis.issuers.main.audiences=a,b",
                "portcullis.issuers.main.algorithms=EdDSA,PS512",
                "portcullis.issuers.main.token-types=application/AT+JWT",
                "portcullis.issuers.main.clock-skew=5m",
                "portcullis.issuers.main.max-lifetime=1h",
                "portcullis.issuers.main.issuer-claim-optional=true",
                "portcullis.issuers.main.roles-claim[0]=realm",
                "portcullis.issuers.main.roles-claim[1]=groups",
                "portcullis.issuers.main.issued-at=jti",
                "portcullis.credential.max-token-size=8KB",
                "portcullis.token-cache.max-size=1MB",
                "portcullis.jwks.refresh=1m",
                "portcullis.jwks.unknown-kid=10s",
                "portcullis.jwks.keep-last-good=2h",
                "portcullis.revocation.mode=off",
                "portcullis.revocation.max-staleness=2s",
                "portcullis.revocation.nodes=3",
                "portcullis.revocation.replicas=1",
                "portcullis.revocation.horizon=2d",
                "portcullis.revocation.feed.uri=https://auth.example/revocations",
                "portcullis.revocation.feed.client-id=gateway",
                "portcullis.revocation.feed.client-secret=" + SECRET,
                "portcullis.revocation.key-prefix={other}",
                "portcullis.revocation.on-unavailable=allow",
                "portcullis.identity-headers.X-Caller=sub",
                "portcullis.firewall.max-header-size=10KB",
                "portcullis.firewall.max-identity-header-size=1KB",
                "portcullis.firewall.allow-encoded-slash=true",
                "portcullis.firewall.allow-semicolon=true",
                "portcullis.firewall.allow-encoded-percent=true",
                "portcullis.firewall.allow-encoded-backslash=true",
                "portcullis.firewall.relay-headers=X-HTTP-Method-Override",
                "portcullis.forwarded.trusted-proxies=10.0.0.0/8,fd00::/8",
                "server.max-http-request-header-size=11KB",
                "portcullis.realm=edge",
                "portcullis.problem-types=/errors/");

        assertThat(settings)
                .isEqualTo(new GatewaySettings(
                        List.of(new IssuerSettings(
                                "main",
                                "urn:issuer",
                                IssuerClaim.OPTIONAL,
                                new KeySource.Published(URI.create("file:/keys/jwks.json")),
                                Set.of("a", "b"),
                                Set.of(SignatureAlgorithm.EDDSA, SignatureAlgorithm.PS512),
                                Set.of("at+jwt"),
                                Duration.ofMinutes(5),
                                Duration.ofHours(1),
                                List.of("realm", "groups"),
                                MintInstant.JTI)),
                        new KeySettings(Duration.ofMinutes(1), Duration.ofSeconds(10), Duration.ofHours(2)),
                        8_192,
                        1 << 20,
                        new ListSettings("{other}", Duration.ofSeconds(2), 1, 3, Duration.ofDays(2)),
                        Optional.of(new FeedSettings(
                                URI.create("https://auth.example/revocations"), "gateway", new FeedSecret(SECRET))),
                        new RuleContext(Set.of("main"), true, true),
                        Map.of("X-Caller", "sub"),
                        new EdgeSettings(
                                new FirewallSettings(10_240, true, true, true, true),
                                1_024,
                                List.of("X-HTTP-Method-Override"),
                                List.of("10.0.0.0/8", "fd00::/8"),
                                11_264),
                        "edge",
                        URI.create("/errors/")));
    }

    @Test
    void keysOfTheNeighboursAreNoneOfOurs() {
        assertThat(settings("portcullis.auth.issuer=x", "portcullis.quickstart.gateway-port=0"))
                .isNotNull();
    }
}

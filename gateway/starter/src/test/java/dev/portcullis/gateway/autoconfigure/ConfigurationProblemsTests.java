package dev.portcullis.gateway.autoconfigure;

import static dev.portcullis.gateway.autoconfigure.CheckedConfiguration.ROUTE;
import static dev.portcullis.gateway.autoconfigure.CheckedConfiguration.description;
import static dev.portcullis.gateway.autoconfigure.CheckedConfiguration.settings;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.OrderUtils;

/** What each key allows, and what is told where it holds something else. */
final class ConfigurationProblemsTests {

    private static final String SECRET = "VALUE-not-to-be-printed";
    private static final String SECOND_ROUTE = "spring.cloud.gateway.server.webflux.routes[1].";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "portcullis.isuers.main.issuer | portcullis.isuers.main.issuer: is not known; allowed below portcullis are issuers,",
                "portcullis.issuers.main.audience | portcullis.issuers.main.audience: is not known; allowed below"
                        + " portcullis.issuers.main are issuer, issuer-claim-optional, jwks-uri,",
                "portcullis.revocation.quorum | portcullis.revocation.quorum: is not known; allowed below portcullis.revocation are mode,",
                "portcullis.revocation.max-staleness | portcullis.revocation.max-staleness: has a value of another kind; allowed is a duration",
                "portcullis.credential.max-token-size | portcullis.credential.max-token-size: has a value of another kind; allowed is a size",
                "portcullis.revocation.replicas | portcullis.revocation.replicas: has a value of another kind; allowed is a whole number",
                "portcullis.revocation.mode | portcullis.revocation.mode: is not known; allowed are replicated, direct and off",
                "portcullis.revocation.nodes | portcullis.revocation.nodes: has a value of another kind; allowed is a whole number",
                "portcullis.revocation.horizon | portcullis.revocation.horizon: has a value of another kind; allowed is a duration",
                "portcullis.revocation.feed.uri | portcullis.revocation.feed.uri: is no address that can be asked",
                "portcullis.revocation.feed.client-id | portcullis.revocation.feed.client-secret: is missing",
                "portcullis.revocation.feed.client-secret | portcullis.revocation.feed.client-id: is missing",
                "portcullis.revocation.feed.token | portcullis.revocation.feed.token: is not known; allowed below portcullis.revocation.feed are uri,",
                "spring.data.redis.sentinel.master | portcullis.revocation.nodes: is missing; with Sentinel or Cluster",
                "spring.data.redis.cluster.nodes | portcullis.revocation.nodes: is missing; with Sentinel or Cluster",
                "portcullis.revocation.on-unavailable | portcullis.revocation.on-unavailable: is not known; allowed are reject and allow",
                "portcullis.revocation.key-prefix | portcullis.revocation.key-prefix: has no part in braces",
                "portcullis.issuers.main.algorithms | portcullis.issuers.main.algorithms: holds a word that is not allowed",
                "portcullis.issuers.main.issued-at | portcullis.issuers.main.issued-at: is not known; allowed are iat and jti",
                "portcullis.issuers.main.jwks-uri | portcullis.issuers.main.jwks-uri: is no address",
                "portcullis.issuers.second.jwks-uri | portcullis.issuers.second.issuer: is missing",
                "spring.cloud.gateway.server.webflux.routes[0].metadata.access | Route 'r': metadata.access: is none of what is allowed",
                "spring.cloud.gateway.server.webflux.routes[0].metadata.access.rolls | Route 'r': metadata.access.rolls: is not known; allowed are scopes, roles, claims, issuers, methods, on-unavailable,",
                "portcullis.identity-headers.Authorization | portcullis.identity-headers.Authorization: is a header of the request itself",
                "portcullis.identity-headers.X-Forwarded-For | portcullis.identity-headers.X-Forwarded-For: is a header of the request itself",
                "portcullis.firewall.allow-dots | portcullis.firewall.allow-dots: is not known; allowed below portcullis.firewall are max-header-size,",
                "portcullis.firewall.allow-semicolon | portcullis.firewall.allow-semicolon: has a value of another kind",
                "portcullis.forwarded.trusted-proxies | portcullis.forwarded.trusted-proxies: is no list of addresses and networks",
                "spring.cloud.gateway.server.webflux.trusted-proxies | spring.cloud.gateway.server.webflux.trusted-proxies: is not used by this gateway",
                "server.forward-headers-strategy | server.forward-headers-strategy: would believe the X-Forwarded headers of everyone"
            })
    void problemIsASentenceThatNamesTheKeyAndNotItsValue(String key, String sentence) {
        assertThat(description(key + "=" + SECRET)).contains(sentence).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "portcullis.issuers.main.clock-skew,5m,301s",
        "portcullis.issuers.main.clock-skew,0s,-1s",
        "portcullis.issuers.main.max-lifetime,1s,0s",
        "portcullis.credential.max-token-size,1KB,1023B",
        "portcullis.credential.max-token-size,24575B,24KB",
        "portcullis.firewall.relay-headers,X-HTTP-Method,X_HTTP_Method",
        "server.max-http-request-header-size,24577B,24KB",
        "portcullis.firewall.max-header-size,1023KB,1MB",
        "portcullis.firewall.max-identity-header-size,64B,63B",
        "portcullis.firewall.max-identity-header-size,64KB,65KB",
        "portcullis.forwarded.trusted-proxies,10.0.0.0/32,10.0.0.0/33",
        "portcullis.forwarded.trusted-proxies,fd00::/128,fd00::/129",
        "portcullis.jwks.refresh,1s,999ms",
        "portcullis.token-cache.max-size,0B,-1B",
        "portcullis.jwks.unknown-kid,1s,999ms",
        "portcullis.jwks.keep-last-good,5m,299s",
        "portcullis.revocation.max-staleness,300ms,299ms",
        "portcullis.revocation.max-staleness,1m,60001ms",
        "portcullis.revocation.max-staleness,1m,106751d",
        "portcullis.revocation.horizon,400d,401d",
        "portcullis.revocation.horizon,400d,106752d",
        "portcullis.jwks.refresh,1h,401d",
        "portcullis.jwks.unknown-kid,400d,106752d",
        "portcullis.jwks.keep-last-good,400d,106752d",
        "portcullis.revocation.replicas,0,-1",
        "portcullis.revocation.replicas,0,1",
        "portcullis.revocation.nodes,1,0",
        "portcullis.issuers.main.max-lifetime,86670s,86671s"
    })
    void rangeEndsWhereItIsSaidToEnd(String key, String last, String first) {
        assertThat(settings(key + "=" + last)).isNotNull();
        assertThat(description(key + "=" + first)).contains(key + ": ");
    }

    /** A deposed master that lost its replicas counts one node too, and would prove what it holds. */
    @Test
    void underSentinelMoreThanOneNodeMayComeToHoldTheList() {
        String sentinel = "spring.data.redis.sentinel.master=mymaster";

        assertThat(description(sentinel, "portcullis.revocation.nodes=1"))
                .contains("portcullis.revocation.nodes: is out of range; with Sentinel allowed is 2 or more");
        assertThat(settings(sentinel, "portcullis.revocation.nodes=2")).isNotNull();
        assertThat(settings("spring.data.redis.cluster.nodes=10.0.0.1:6379", "portcullis.revocation.nodes=1"))
                .isNotNull();
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(description(
                        ROUTE + "metadata.access=",
                        SECOND_ROUTE + "id=r",
                        SECOND_ROUTE + "uri=http://127.0.0.1:1",
                        SECOND_ROUTE + "predicates[0]=Path=/**",
                        "portcullis.issuers.main.audiences=a,,b",
                        "portcullis.issuers.main.clock-skew=6m",
                        "portcullis.issuers.again.issuer=https://issuer.example/",
                        "portcullis.issuers.again.jwks-uri=http://127.0.0.1:1/jwks",
                        "portcullis.issuers.again.audiences=api",
                        "portcullis.revocation.mode=copied"))
                .contains(
                        "Route 'r': metadata.access: is empty; allowed are",
                        "Route 'r': id: is used more than once",
                        "portcullis.issuers.main.audiences: is missing or holds an empty text",
                        "portcullis.issuers.main.clock-skew: is out of range; allowed is 0s to 5m",
                        "portcullis.issuers.again.issuer: is that of another entry too",
                        "portcullis.revocation.mode: is not known");
    }

    @Test
    void whatTheBinderFindsIsToldWithTheRest() {
        assertThat(description(
                        "portcullis.isuers.main.issuer=" + SECRET,
                        "portcullis.issuers.main.jwks-url=" + SECRET,
                        "portcullis.issuers.main.jwks-uri=:" + SECRET,
                        "portcullis.issuers.main.issuer=urn:issuer",
                        "portcullis.jwks.refresh=" + SECRET,
                        "portcullis.revocation.replicas=" + SECRET,
                        "portcullis.realm=${PORTCULLIS_NOWHERE_" + SECRET + "}",
                        "portcullis.revocation.mode=copied"))
                .contains(
                        "portcullis.isuers.main.issuer: is not known",
                        "portcullis.issuers.main.jwks-url: is not known",
                        "portcullis.issuers.main.jwks-uri: has a value of another kind; allowed is an address",
                        "portcullis.jwks.refresh: has a value of another kind; allowed is a duration",
                        "portcullis.revocation.replicas: has a value of another kind; allowed is a whole number",
                        "portcullis.realm: holds a placeholder that nothing sets",
                        "portcullis.revocation.mode: is not known")
                .doesNotContain(SECRET)
                .doesNotContain("jwks-uri: is missing");
    }

    @ParameterizedTest
    @ValueSource(strings = {".secrets=", ".secrets[0]="})
    void secretThatNothingSetsIsNeverTheTextOfItsPlaceholder(String key) {
        String[] issuer = {
            "portcullis.issuers.old.issuer=old",
            "portcullis.issuers.old.secret-encoding=text",
            "portcullis.issuers.old.algorithms=HS256",
            "portcullis.issuers.old.audiences=",
            "portcullis.issuers.old" + key + "${LONG_ENOUGH_TO_BE_A_SECRET_OF_256_BITS}",
            ""
        };
        assertThat(description(issuer))
                .contains("portcullis.issuers.old.secrets", "holds a placeholder that nothing sets");

        issuer[5] = "LONG_ENOUGH_TO_BE_A_SECRET_OF_256_BITS=0123456789abcdef0123456789abcdef";
        assertThat(settings(issuer)).isNotNull();
    }

    @Test
    void routeWithoutAnIdIsAProblem() {
        assertThat(description(ROUTE + "id=")).contains("routes[0].id: is missing; each route needs one");
    }

    @Test
    void ourAnalyzerComesBeforeBootsWhichPrintValues() {
        assertThat(OrderUtils.getOrder(BadConfigurationFailureAnalyzer.class)).isEqualTo(Ordered.HIGHEST_PRECEDENCE);
    }
}

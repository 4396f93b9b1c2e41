package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An issuer whose keys are found by its metadata. */
final class DiscoveryIT {

    private static final String OAUTH = "/.well-known/oauth-authorization-server/tenant";
    private static final String OPENID = "/tenant/.well-known/openid-configuration";

    private final MetadataServer server = new MetadataServer();
    private final String issuer = server.uri("/tenant");

    DiscoveryIT() {
        server.serve("/keys", TestKeys.set(TestKeys.ROTATED));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Edge started(String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("--portcullis.issuers.found.issuer=" + issuer, "--portcullis.issuers.found.audiences=api"));
        all.addAll(List.of(arguments));
        return new Edge(Edge::answeringForItself, all.toArray(String[]::new)).ready();
    }

    private String token() {
        Map<String, Object> claims = TestTokens.claims();
        claims.put("iss", issuer);
        return TestTokens.signed(TestKeys.ROTATED, "ES256", TestTokens.header(TestKeys.ROTATED, "ES256"), claims);
    }

    private Map<String, Object> metadata() {
        return Map.of("issuer", issuer, "jwks_uri", server.uri("/keys"));
    }

    private void isAdmittedSoon(Edge edge) {
        await().until(() -> {
            edge.now.updateAndGet(now -> now.plusSeconds(1)); // the next try is due in 1, 2, 4 … s
            return edge.getAs(token(), "/api/x").reply().status() == 200;
        });
        assertThatAnswer(edge.getAs(token(), "/api/x")).isAdmitted();
        assertThat(Duration.between(TestTokens.NOW, edge.now.get())).isLessThan(Duration.ofSeconds(90));
    }

    @Test
    void oauthsPlaceIsAskedFirst() {
        server.serve(OAUTH, metadata());
        server.serve(OPENID, metadata());
        try (Edge edge = started()) {
            isAdmittedSoon(edge);
            assertThat(server.asked()).startsWith(OAUTH, "/keys").doesNotContain(OPENID);
        }
    }

    @Test
    void openIdsPlaceIsAskedWhereOauthsHoldsNothingGood() {
        server.serve(OAUTH, Map.of("issuer", issuer + "/", "jwks_uri", server.uri("/strange")));
        server.serve(OPENID, metadata());
        try (Edge edge = started()) {
            isAdmittedSoon(edge);
            assertThat(server.asked()).startsWith(OAUTH, OPENID, "/keys").doesNotContain("/strange");
        }
    }

    @Test
    void metadataOfAnotherIssuerBringsNoKeysAndTheRightOneDoes() {
        server.serve(OPENID, Map.of("issuer", "http://127.0.0.1/tenant", "jwks_uri", server.uri("/keys")));
        try (Edge edge = started()) {
            await().until(() -> server.asked().contains(OPENID));
            assertThatAnswer(edge.getAs(token(), "/api/x"))
                    .isRefused(503, "keys_unavailable")
                    .upstreamNotReached();
            assertThat(server.asked()).doesNotContain("/keys");

            server.serve(OPENID, metadata());
            isAdmittedSoon(edge);
        }
    }

    @Test
    void metadataMayStandElsewhere() {
        server.serve("/inside/metadata", metadata());
        try (Edge edge = started("--portcullis.issuers.found.discovery-uri=" + server.uri("/inside/metadata"))) {
            isAdmittedSoon(edge);
            assertThat(server.asked()).doesNotContain(OAUTH, OPENID);
        }
    }

    @Test
    void issuerThatMovesItsKeysIsFollowedAtTheNextRefresh() {
        server.serve(OAUTH, metadata());
        try (Edge edge = started()) {
            isAdmittedSoon(edge);
            server.serve("/moved", TestKeys.set(TestKeys.ROTATED));
            server.serve(OAUTH, Map.of("issuer", issuer, "jwks_uri", server.uri("/moved")));

            edge.now.updateAndGet(now -> now.plus(Duration.ofMinutes(5)));
            await().until(() -> server.asked().contains("/moved"));
        }
    }
}

package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;
import tools.jackson.databind.json.JsonMapper;

/** The keys of each source, opened as configuration opens them and used. */
final class KeySourceTests {

    private static final String ISSUER = "https://issuer.example/tenant";
    private static final String SET = new String(TestKeys.set(TestKeys.ISSUER), UTF_8);

    private final DocumentServer server = new DocumentServer();

    @BeforeEach // a slow machine must not run into the limits on a load
    void stopTheTime() {
        VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void close() {
        VirtualTimeScheduler.reset();
        server.close();
    }

    private static IssuerKeys opened(KeySource source) {
        IssuerKeys keys = source.open("main", TestVerifiers.KEYS, () -> TestTokens.NOW);
        keys.refreshIfDue();
        Awaitility.await().until(keys::firstLoadEnded);
        return keys;
    }

    private static List<String> kidsOf(IssuerKeys keys) {
        return keys.view().keys().stream().map(KeyView.Entry::kid).toList();
    }

    @Test
    void keysAtAnAddressAreFetchedFromThere() {
        server.serve("/jwks", SET);
        IssuerKeys keys = opened(new KeySource.Published(server.uri("/jwks")));

        assertThat(kidsOf(keys)).containsExactly("issuer-1");
        assertThat(keys.view().source()).isEqualTo(server.uri("/jwks").toString());
    }

    @Test
    void keysAreFetchedFromWhereTheMetadataSays() {
        metadata("/metadata", ISSUER);
        server.serve("/jwks", SET);

        assertThat(kidsOf(opened(discovered("/metadata")))).containsExactly("issuer-1");
        assertThat(server.asked()).containsExactly("/metadata", "/jwks");
    }

    @Test
    void documentThatIsMissingOrOfAnotherIssuerGivesWayToTheNext() {
        metadata("/other", "https://other.example/");
        metadata("/good", ISSUER);
        server.serve("/jwks", SET);

        assertThat(kidsOf(opened(discovered("/missing", "/other", "/good", "/not-asked"))))
                .containsExactly("issuer-1");
        assertThat(server.asked()).containsExactly("/missing", "/other", "/good", "/jwks");
    }

    @Test
    void reasonOfTheLastDocumentIsToldWhereNoneIsGood() {
        server.serve("/list", "[]");
        KeyView view = opened(discovered("/missing", "/list")).view();

        assertThat(view.keys()).isEmpty();
        assertThat(view.loads().lastFailure()).contains("the metadata is no JSON object");
    }

    @Test
    void documentsAreAskedForAnewWithEachLoad() {
        metadata("/metadata", ISSUER);
        server.serve("/jwks", SET);
        JwksSource source = new JwksByDiscovery(discovered("/metadata"));
        source.load().block();
        source.load().block();

        assertThat(server.asked()).containsExactly("/metadata", "/jwks", "/metadata", "/jwks");
    }

    @Test
    void keysThatTheMetadataNamesAndNobodyServesAreAnError() {
        metadata("/metadata", ISSUER);
        JwksSource source = new JwksByDiscovery(discovered("/metadata"));

        assertThatThrownBy(() -> source.load().block()).hasMessage("status 404");
    }

    private void metadata(String path, String issuer) {
        URI keys = server.uri("/jwks");
        server.serve(
                path, JsonMapper.shared().writeValueAsString(Map.of("issuer", issuer, "jwks_uri", keys.toString())));
    }

    private KeySource.Discovered discovered(String... paths) {
        return new KeySource.Discovered(
                ISSUER, List.of(paths).stream().map(server::uri).toList());
    }

    @Test
    void secretsAreThereFromTheStart() {
        IssuerKeys keys = new KeySource.Secrets(List.of(Secret.ofText("x".repeat(32))))
                .open("main", TestVerifiers.KEYS, () -> TestTokens.NOW);

        assertThat(keys.firstLoadEnded()).isTrue();
        assertThat(keys.available()).isTrue();
        assertThat(keys.view().source()).isEqualTo("secrets");
    }
}

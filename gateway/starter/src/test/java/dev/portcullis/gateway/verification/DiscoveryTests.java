package dev.portcullis.gateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/** Where the metadata of an issuer is, and what is believed of it. */
final class DiscoveryTests {

    private static final String ISSUER = "https://issuer.example/tenant";
    private static final URI DOCUMENT = URI.create("https://issuer.example/tenant/.well-known/openid-configuration");

    @ParameterizedTest
    @CsvSource({
        "https://a.example, https://a.example/.well-known/oauth-authorization-server,"
                + " https://a.example/.well-known/openid-configuration",
        "https://a.example/, https://a.example/.well-known/oauth-authorization-server,"
                + " https://a.example/.well-known/openid-configuration",
        "https://a.example:8443/x/y, https://a.example:8443/.well-known/oauth-authorization-server/x/y,"
                + " https://a.example:8443/x/y/.well-known/openid-configuration",
        "https://a.example/x/, https://a.example/.well-known/oauth-authorization-server/x,"
                + " https://a.example/x/.well-known/openid-configuration",
        "http://[::1]:9000/a%20b, http://[::1]:9000/.well-known/oauth-authorization-server/a%20b,"
                + " http://[::1]:9000/a%20b/.well-known/openid-configuration"
    })
    void wellKnownPlacesStandBeforeAndBehindThePathOfTheIssuer(String issuer, URI oauth, URI openid) {
        assertThat(KeySource.Discovered.at(issuer).documents()).containsExactly(oauth, openid);
    }

    private static Optional<URI> keysOf(URI document, Map<String, Object> metadata) {
        try {
            return Optional.of(new JwksByDiscovery(new KeySource.Discovered(ISSUER, List.of(document)))
                    .keysOf(document, JsonMapper.shared().writeValueAsBytes(metadata)));
        } catch (JwksSource.Unusable unusable) {
            return Optional.empty();
        }
    }

    @Test
    void keysMayBeOnAnyHostWithTls() {
        assertThat(keysOf(DOCUMENT, Map.of("issuer", ISSUER, "jwks_uri", "https://keys.example/certs?v=3")))
                .contains(URI.create("https://keys.example/certs?v=3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://issuer.example/tenant/",
                "https://issuer.example",
                "https://ISSUER.example/tenant",
                "http://issuer.example/tenant",
                "https://issuer.example/{tenantid}",
                ""
            })
    void metadataOfAnotherIssuerIsNotBelieved(String other) {
        assertThat(keysOf(DOCUMENT, Map.of("issuer", other, "jwks_uri", "https://issuer.example/jwks")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://issuer.example/jwks",
                "file:///etc/passwd",
                "ftp://issuer.example/jwks",
                "//issuer.example/jwks",
                "/jwks",
                "https:jwks",
                "https:///jwks",
                "not an address",
                ""
            })
    void addressThatIsNoneOrGivesUpTlsIsNotFetched(String address) {
        assertThat(keysOf(DOCUMENT, Map.of("issuer", ISSUER, "jwks_uri", address)))
                .isEmpty();
    }

    @Test
    void plainAddressIsFetchedWhereTheMetadataCamePlainToo() {
        assertThat(keysOf(
                        URI.create("http://issuer.svc/metadata"),
                        Map.of("issuer", ISSUER, "jwks_uri", "http://issuer.svc/jwks")))
                .isPresent();
    }

    @Test
    void documentThatIsNoMetadataIsNotBelieved() {
        assertThat(keysOf(DOCUMENT, Map.of("issuer", ISSUER))).isEmpty();
        assertThat(keysOf(DOCUMENT, Map.of("issuer", ISSUER, "jwks_uri", List.of("https://a.example/"))))
                .isEmpty();
        assertThat(keysOf(DOCUMENT, Map.of("jwks_uri", "https://a.example/"))).isEmpty();
    }

    @Test
    void addressIsShownWithoutWhatMayBeACredential() {
        assertThat(new KeySource.Published(URI.create("https://user:secret@keys.example:1/jwks?key=secret#x")).shown())
                .isEqualTo("https://keys.example:1/jwks");
        assertThat(new KeySource.Published(URI.create("file:/keys/jwks.json")).shown())
                .isEqualTo("file:/keys/jwks.json");
        assertThat(KeySource.Discovered.at(ISSUER).shown())
                .isEqualTo("metadata at https://issuer.example/.well-known/oauth-authorization-server/tenant");
    }
}

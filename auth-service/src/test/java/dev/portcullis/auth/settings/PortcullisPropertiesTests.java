package dev.portcullis.auth.settings;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PortcullisPropertiesTests {

    private static final Map<String, String> EVERY_KEY = Map.ofEntries(
            entry("portcullis.auth.issuer", "https://auth.example.com"),
            entry("portcullis.auth.audience", "shop"),
            entry("portcullis.auth.refresh-grace", "11s"),
            entry("portcullis.auth.access-token-lifetime", "16m"),
            entry("portcullis.auth.session-lifetime", "31d"),
            entry("portcullis.auth.revocation.replicas", "1"),
            entry("portcullis.auth.revocation.horizon", "25h"),
            entry("portcullis.auth.revocation.publish-timeout", "3s"),
            entry("portcullis.auth.revocation.key-prefix", "{shop}"));

    /** Below a name of the operator's choice, which the metadata cannot know. */
    private static final Map<String, String> CLIENT = Map.of(
            "portcullis.auth.clients.gateway.secret", "a secret of a client",
            "portcullis.auth.clients.gateway.scopes", "revocations:read");

    private static final Map<String, String> PROVIDER = Map.of(
            "portcullis.auth.backchannel.providers.idp.issuer", "https://idp.example.com",
            "portcullis.auth.backchannel.providers.idp.jwks-uri", "https://idp.example.com/jwks",
            "portcullis.auth.backchannel.providers.idp.audience", "shop",
            "portcullis.auth.backchannel.providers.idp.algorithms", "ES384");

    @Test
    void defaultsAreTheDocumentedOnes() {
        PortcullisProperties.Auth auth = bind(Map.of());

        assertThat(auth.issuer()).isEqualTo("http://localhost:9000");
        assertThat(auth.audience()).isEqualTo("api");
        assertThat(auth.refreshGrace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(auth.accessTokenLifetime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(auth.sessionLifetime()).isEqualTo(Duration.ofDays(30));
        assertThat(auth.revocation().replicas()).isZero();
        assertThat(auth.revocation().horizon()).isEqualTo(Duration.ofHours(24).plusMinutes(5));
        assertThat(auth.revocation().publishTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(auth.revocation().keyPrefix()).isEqualTo("{portcullis}");
    }

    @Test
    void everyKeyMaps() {
        Map<String, String> written = new HashMap<>(EVERY_KEY);
        written.putAll(CLIENT);
        written.putAll(PROVIDER);

        assertThat(bind(written))
                .isEqualTo(new PortcullisProperties.Auth(
                        "https://auth.example.com",
                        "shop",
                        Duration.ofSeconds(11),
                        Duration.ofMinutes(16),
                        Duration.ofDays(31),
                        new PortcullisProperties.Revocation(1, Duration.ofHours(25), Duration.ofSeconds(3), "{shop}"),
                        Map.of(
                                "gateway",
                                new PortcullisProperties.Client("a secret of a client", List.of("revocations:read"))),
                        new PortcullisProperties.Backchannel(Map.of(
                                "idp",
                                new PortcullisProperties.Provider(
                                        "https://idp.example.com",
                                        "https://idp.example.com/jwks",
                                        "shop",
                                        List.of("ES384"))))));
    }

    @Test
    void noKeyIsWithoutDescriptionOrTest() throws IOException {
        Map<String, String> descriptions = new HashMap<>();
        for (JsonNode property : metadata().path("properties")) {
            descriptions.put(
                    property.path("name").asString(),
                    property.path("description").asString(""));
        }

        assertThat(descriptions.keySet()).containsExactlyInAnyOrderElementsOf(everyKey());
        assertThat(descriptions)
                .allSatisfy((key, description) -> assertThat(description).isNotBlank());
    }

    private static Set<String> everyKey() {
        Set<String> keys = new HashSet<>(EVERY_KEY.keySet());
        keys.add("portcullis.auth.clients");
        keys.add("portcullis.auth.backchannel.providers");
        return keys;
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream metadata =
                PortcullisProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JsonMapper.builder().build().readTree(metadata);
        }
    }

    private static PortcullisProperties.Auth bind(Map<String, String> written) {
        return new Binder(new MapConfigurationPropertySource(written))
                .bindOrCreate("portcullis", PortcullisProperties.class)
                .auth();
    }
}

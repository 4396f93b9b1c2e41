package dev.portcullis.auth.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.auth.AuthService;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SettingsReaderTests {

    private final Map<String, String> environment = new HashMap<>(AuthService.keys());

    @Test
    void twoKeysAreAllThatMustBeWritten() {
        AuthSettings settings = read(Map.of());

        assertThat(settings.issuer()).isEqualTo("http://localhost:9000");
        assertThat(settings.lifetimes().refreshGrace()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.secrets().firstAdministrator()).isEmpty();
        assertThat(settings.secrets().refresh().verifying()).isEmpty();
    }

    @Test
    void allProblemsAreReportedAtOnceAndNoValue() {
        environment.put("PORTCULLIS_KEY_ENCRYPTION_KEY", "short-s3cret");
        environment.put("PORTCULLIS_REFRESH_KEY", "other-s3cret");
        environment.put("PORTCULLIS_ADMIN_USERNAME", "root-s3cret");

        assertThatThrownBy(() -> read(Map.of("issuer", "auth-s3cret", "refresh-grace", "1h")))
                .isInstanceOfSatisfying(
                        BadConfiguration.class,
                        bad -> assertThat(bad.problems()).hasSize(5).noneMatch(problem -> problem.contains("s3cret")))
                .hasMessageContainingAll(
                        "PORTCULLIS_KEY_ENCRYPTION_KEY",
                        "PORTCULLIS_REFRESH_KEY",
                        "PORTCULLIS_ADMIN_PASSWORD",
                        "portcullis.auth.issuer",
                        "portcullis.auth.refresh-grace must be a duration from 0s to 5m");
    }

    @Test
    void missingKeysAreProblems() {
        environment.clear();

        assertThatThrownBy(() -> read(Map.of()))
                .hasMessageContainingAll(
                        "PORTCULLIS_KEY_ENCRYPTION_KEY must hold the base64 of 32", "PORTCULLIS_REFRESH_KEY must hold");
    }

    @Test
    void refreshKeyMayBeTwoWhileItRotates() {
        environment.put("PORTCULLIS_REFRESH_KEY", AuthService.key() + "," + AuthService.key());
        assertThat(read(Map.of()).secrets().refresh().verifying()).isPresent();

        environment.merge("PORTCULLIS_REFRESH_KEY", "," + AuthService.key(), String::concat);
        assertThatThrownBy(() -> read(Map.of())).hasMessageContaining("PORTCULLIS_REFRESH_KEY");
    }

    @ParameterizedTest(name = "{0}: {1} is good, {2} is not")
    @CsvSource({
        "issuer, https://auth.example.com/a/, auth.example.com",
        "issuer, http://localhost:9000, http://localhost:9000?x",
        "issuer, https://auth.example.com, https://auth.example.com#x",
        "audience, api, ' '",
        "refresh-grace, 5m, 301s",
        "refresh-grace, 0s, -1s",
        "access-token-lifetime, 24h, 1441m",
        "access-token-lifetime, 1s, 999ms",
        "session-lifetime, 400d, 401d",
        "session-lifetime, 1s, 0s",
        "revocation.replicas, 9, 10",
        "revocation.replicas, 0, -1",
        "revocation.horizon, 6m, 359s",
        "revocation.publish-timeout, 50ms, 49ms",
        "revocation.publish-timeout, 30s, 31s",
        "revocation.key-prefix, {a}:b, a",
        "revocation.key-prefix, a{b}, {}"
    })
    void everyLimitHasItsPair(String key, String good, String bad) {
        assertThat(read(Map.of(key, good))).isNotNull();

        assertThatThrownBy(() -> read(Map.of(key, bad))).hasMessageStartingWith("portcullis.auth." + key + " must be ");
    }

    @ParameterizedTest(name = "{0} of {2} is not")
    @CsvSource({
        "clients.gateway.secret, 01234567890123456789012345678901, 0123456789012345678901234567890",
        "clients.gateway.secret, 01234567890123456789012345678901, ''",
    })
    void everyClientHasALongSecret(String key, String good, String bad) {
        assertThat(read(Map.of(key, good)).clients())
                .singleElement()
                .satisfies(client -> assertThat(client.secret().matches(good)).isTrue())
                .satisfies(client ->
                        assertThat(client.secret().matches(good + 'x')).isFalse())
                .asString()
                .doesNotContain(good);

        assertThatThrownBy(() -> read(Map.of(key, bad)))
                .hasMessageContaining("portcullis.auth.clients.gateway.secret must be ");
        assertThatThrownBy(() -> read(Map.of("clients.gateway.scopes", "a"))).hasMessageContaining(".secret must be ");
        assertThatThrownBy(() -> read(Map.of(key, good, "clients.gateway.scopes", "a\"b")))
                .hasMessageContaining("portcullis.auth.clients.gateway.scopes must be ")
                .hasMessageNotContaining(good);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "first-party",
                "01a21095-0cc6-7595-a966-a817aaab95f7",
                "01A21095-0CC6-7595-A966-A817AAAB95F7",
            })
    void noClientPassesForOurOwnOrForAUser(String id) {
        String secret = "01234567890123456789012345678901";

        assertThat(read(Map.of("clients." + id + "-.secret", secret)).clients()).hasSize(1);
        assertThatThrownBy(() -> read(Map.of("clients." + id + ".secret", secret)))
                .hasMessageStartingWith("portcullis.auth.clients must be ")
                .hasMessageNotContaining(id + ".");
    }

    @ParameterizedTest(name = "{0} of {1} is not")
    @CsvSource({
        "issuer, ''",
        "issuer, http://localhost:9000",
        "jwks-uri, idp.example.com/jwks",
        "jwks-uri, file:///keys",
        "audience, ' '",
        "algorithms, HS256",
        "algorithms, none",
        "algorithms, ''",
    })
    void everyProviderIsWhole(String key, String bad) {
        String there = "backchannel.providers.idp.";
        Map<String, String> written = new HashMap<>(Map.of(
                there + "issuer", "https://idp.example.com",
                there + "jwks-uri", "https://idp.example.com/jwks",
                there + "audience", "shop"));
        assertThat(read(written).providers())
                .singleElement()
                .satisfies(provider -> assertThat(provider.algorithms()).containsExactly("RS256", "PS256", "ES256"));

        written.put(there + key, bad);

        assertThatThrownBy(() -> read(written))
                .hasMessageStartingWith("portcullis.auth.backchannel.providers.idp." + key + " must be ");
    }

    @Test
    void twoProvidersDoNotShareAnIssuer() {
        Map<String, String> written = new HashMap<>();
        for (String name : new String[] {"one", "two"}) {
            written.put("backchannel.providers." + name + ".issuer", "https://idp.example.com");
            written.put("backchannel.providers." + name + ".jwks-uri", "https://idp.example.com/jwks");
            written.put("backchannel.providers." + name + ".audience", "shop");
        }

        assertThatThrownBy(() -> read(written)).hasMessageContaining(".issuer must be ");
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 33})
    void secretOfAnotherLengthIsNone(int length) {
        assertThat(SecretBytes.parse(java.util.Base64.getEncoder().encodeToString(new byte[length])))
                .isEmpty();
        assertThat(SecretBytes.parse(java.util.Base64.getEncoder().encodeToString(new byte[32])))
                .isPresent();
    }

    @Test
    void secretsAreComparedAndNotPrinted() {
        String text = AuthService.key();
        SecretBytes secret = SecretBytes.parse(text).orElseThrow();

        assertThat(secret).isEqualTo(SecretBytes.parse(text).orElseThrow()).hasToString("SecretBytes[redacted]");
        assertThat(secret).isNotEqualTo(SecretBytes.parse(AuthService.key()).orElseThrow());
        environment.put("PORTCULLIS_ADMIN_USERNAME", "root");
        environment.put("PORTCULLIS_ADMIN_PASSWORD", "s3cret");
        assertThat(read(Map.of())).asString().doesNotContain("s3cret", text);
    }

    private AuthSettings read(Map<String, String> written) {
        Map<String, String> prefixed = new HashMap<>();
        written.forEach((key, value) -> prefixed.put("portcullis.auth." + key, value));
        PortcullisProperties properties = new Binder(new MapConfigurationPropertySource(prefixed))
                .bindOrCreate("portcullis", PortcullisProperties.class);
        return SettingsReader.read(properties.auth(), environment::get);
    }
}

package dev.portcullis.gateway.autoconfigure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.IssuerClaim;
import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.KeySource;
import dev.portcullis.gateway.verification.SignatureAlgorithm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;

/** Issuers as people write them: the page's YAML, and what is said where it is wrong. */
final class IssuersPageTests {

    private static final Path PAGE = Path.of("../../docs/issuers.md");
    private static final String SECRET = "VALUE-of-thirty-two-bytes-exactly";
    private static final String LEGACY = "portcullis.issuers.legacy.";

    private static ApplicationContextRunner runner(String... properties) {
        List<String> all =
                new ArrayList<>(List.of("JWT_SECRET=" + SECRET, "JWT_SECRET_BEFORE=" + SECRET + ", and more"));
        all.addAll(List.of(properties));
        return new ApplicationContextRunner()
                .withUserConfiguration(CheckedConfiguration.JustTheCheck.class)
                .withPropertyValues(all.toArray(String[]::new));
    }

    private static List<IssuerSettings> issuersOf(String yaml) {
        AtomicReference<List<IssuerSettings>> issuers = new AtomicReference<>();
        runner().withInitializer(context -> {
                    try {
                        new YamlPropertySourceLoader()
                                .load("page", new ByteArrayResource(yaml.getBytes(UTF_8)))
                                .forEach(context.getEnvironment().getPropertySources()::addFirst);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .run(context ->
                        issuers.set(context.getBean(GatewaySettings.class).issuers()));
        return issuers.get();
    }

    static Stream<String> yamlOfThePage() throws IOException {
        return Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("yamlOfThePage")
    void pageHoldsOnlyWhatTheBinderTakes(String yaml) {
        assertThat(issuersOf(yaml)).isNotEmpty();
    }

    @Test
    void discoveryIsWhatIsLeftWhenNoAddressIsWritten() throws IOException {
        IssuerSettings keycloak = issuersOf(yamlOfThePage().toList().get(1)).get(0);

        assertThat(keycloak.keys()).isEqualTo(KeySource.Discovered.at("https://sso.example.com/realms/shop"));
        assertThat(keycloak.rolesClaim()).containsExactly("realm_access", "roles");
        assertThat(keycloak.onlyWhereNamed()).isFalse();
    }

    @Test
    void legacyIssuerIsBoundAsThePageSays() throws IOException {
        IssuerSettings legacy = issuersOf(yamlOfThePage().toList().get(3)).get(0);

        assertThat(legacy.issuer()).isEqualTo("legacy-express");
        assertThat(legacy.issuerClaim()).isEqualTo(IssuerClaim.ABSENT);
        assertThat(legacy.algorithms()).containsExactly(SignatureAlgorithm.HS256);
        assertThat(legacy.audiences()).isEmpty();
        assertThat(legacy.onlyWhereNamed()).isTrue();
        assertThat(legacy.keys())
                .isInstanceOfSatisfying(
                        KeySource.Secrets.class,
                        keys -> assertThat(keys.secrets()).hasSize(2)); // the comma in the second is no separator
    }

    @Test
    void nameWithDotsIsOneName() throws IOException {
        List<IssuerSettings> issuers = issuersOf(yamlOfThePage().toList().get(4));

        assertThat(issuers).extracting(IssuerSettings::name).containsExactly("auth0", "entra", "cognito", "kubernetes");
        assertThat(issuers.get(0).rolesClaim()).containsExactly("https://api.example.com/roles");
    }

    private static String description(String... properties) {
        AtomicReference<String> description = new AtomicReference<>();
        runner(properties).run(context -> {
            var analysis = new BadConfigurationFailureAnalyzer().analyze(requireNonNull(context.getStartupFailure()));
            description.set(requireNonNull(analysis).getDescription());
        });
        return description.get();
    }

    private static String[] legacy(String... changes) {
        List<String> all = new ArrayList<>(List.of(
                LEGACY + "issuer=https://legacy.example",
                LEGACY + "secrets[0]=" + SECRET,
                LEGACY + "secret-encoding=text",
                LEGACY + "algorithms=HS256",
                LEGACY + "audiences=api"));
        all.addAll(List.of(changes));
        return all.toArray(String[]::new);
    }

    @Test
    void legacyIssuerStarts() {
        runner(legacy()).run(context -> assertThat(context).hasNotFailed());
        runner(legacy(LEGACY + "secrets[1]=" + "x".repeat(32)))
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "secrets[0]=VALUE-too-short | secrets[0]: is too short for its algorithms or not in its encoding; allowed are 256 bits",
                "secrets[1]=VALUE-too-short | secrets[1]: is too short",
                "algorithms=HS512 | secrets[0]: is too short for its algorithms or not in its encoding; allowed are 512 bits",
                "secret-encoding=base64url | secrets[0]: is too short for its algorithms or not in its encoding",
                "secret-encoding=VALUE | secret-encoding: is missing or not known; allowed are text and base64url",
                "secret-encoding= | secret-encoding: is missing or not known",
                "algorithms= | algorithms: holds a word that is not allowed, or none; allowed with secrets are HS256, HS384, HS512",
                "algorithms=RS256 | algorithms: holds a word that is not allowed, or none; allowed with secrets are HS256",
                "algorithms=HS256,ES256 | algorithms: holds a word that is not allowed",
                "algorithms=none | algorithms: holds a word that is not allowed",
                "jwks-uri=https://VALUE.example/jwks | has more than one of secrets, jwks-uri and discovery-uri",
            })
    void problemOfASecretIsASentenceWithoutIt(String change, String sentence) {
        assertThat(description(legacy(LEGACY + change)))
                .contains("portcullis.issuers.legacy")
                .contains(sentence)
                .doesNotContain("VALUE");
    }

    @Test
    void issuerWithPublicKeysNeverTakesAHash() {
        assertThat(description(
                        "portcullis.issuers.main.issuer=https://issuer.example",
                        "portcullis.issuers.main.audiences=api",
                        "portcullis.issuers.main.secret-encoding=text",
                        "portcullis.issuers.main.algorithms=ES256,HS256"))
                .contains("main.algorithms: holds a word that is not allowed, or none; allowed are RS256,")
                .contains("main.secret-encoding: stands without secrets");
    }

    @Test
    void issuerThatIsNoAddressCannotBeDiscovered() {
        for (String issuer : List.of("urn:issuer", "https://a.example?x=1", "https://a.example#x", "joe")) {
            assertThat(description("portcullis.issuers.a.issuer=" + issuer, "portcullis.issuers.a.audiences=api"))
                    .contains("a.jwks-uri: is missing, and the issuer is no http or https address");
        }
    }

    @Test
    void audiencesAreWrittenOutEvenWhereThereAreNone() {
        String[] without = {"portcullis.issuers.a.issuer=https://a.example"};

        assertThat(description(without)).contains("a.audiences: is missing");
        runner("portcullis.issuers.a.issuer=https://a.example", "portcullis.issuers.a.audiences=")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void tokenWithoutIssIsOfOneIssuerOnly() {
        assertThat(description(legacy(
                        LEGACY + "issuer-claim-optional=true",
                        "portcullis.issuers.b.issuer=https://b.example",
                        "portcullis.issuers.b.issuer-claim-optional=true",
                        "portcullis.issuers.b.audiences=api")))
                .contains("portcullis.issuers: has more than one entry with issuer-claim-optional; allowed is one");
    }

    @Test
    void nameThatStandsForAnIssuerIsTheIssuerOfNoOther() {
        assertThat(description(
                        "portcullis.issuers.b.issuer-claim-optional=true",
                        "portcullis.issuers.b.jwks-uri=https://b.example/jwks",
                        "portcullis.issuers.b.audiences=api",
                        "portcullis.issuers.c.issuer=b",
                        "portcullis.issuers.c.jwks-uri=https://b.example/jwks",
                        "portcullis.issuers.c.audiences=api"))
                .contains("portcullis.issuers.c.issuer: is that of another entry too");
    }

    @Test
    void secretIsNotShownByTheRecordThatHoldsIt() {
        runner(legacy())
                .run(context -> assertThat(
                                context.getBean(PortcullisProperties.class).toString())
                        .contains("WrittenSecret[redacted]")
                        .doesNotContain(SECRET));
    }
}

package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.CaseFiles;
import dev.portcullis.gateway.refusal.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The examples of the RFCs, and the key sets that large providers publish. */
final class PublishedSamplesTests {

    /** Usable keys of each provider's set, of as many entries. */
    private static final Map<String, Integer> USABLE = Map.ofEntries(
            Map.entry("apple-jwks.json", 3),
            Map.entry("auth0-jwks.fixture.json", 2),
            Map.entry("azure-jwks.fixture.json", 10),
            Map.entry("cognito-jwks.fixture.json", 2),
            Map.entry("docker-jwks.json", 2),
            Map.entry("entra-common-jwks.json", 7),
            Map.entry("github-actions-jwks.json", 4),
            Map.entry("gitlab-jwks.json", 2),
            Map.entry("google-jwks.fixture.json", 2),
            Map.entry("google-jwks.json", 2),
            Map.entry("klarna-jwks.json", 4),
            Map.entry("kubernetes-sa-jwks.json", 1),
            Map.entry("okta-jwks.fixture.json", 2));

    @Test
    void everyKeyOfEveryProviderIsUsable() {
        List<Path> files = CaseFiles.in("providers", "");
        for (Path file : files) {
            String name = String.valueOf(file.getFileName());
            if (name.contains("-jwks")) {
                KeySet set = KeySet.parse(CaseFiles.bytes("providers/" + name)).orElseThrow();
                assertThat(set.size()).as(name).isEqualTo(USABLE.get(name));
                assertThat(set.skipped()).as(name).isEmpty();
            }
        }
        assertThat(files.stream().filter(file -> file.toString().contains("-jwks")))
                .hasSize(USABLE.size());
    }

    @Test
    void metadataOfEveryProviderNamesItsKeysUnlessItsIssuerIsATemplate() {
        for (Path file : CaseFiles.in("providers", ".json")) {
            String name = String.valueOf(file.getFileName());
            if (name.contains("-discovery") && !name.startsWith("cognito")) { // whose host was blanked
                JsonNode metadata = CaseFiles.json("providers/" + name);
                String issuer = metadata.get("issuer").asString().replace("{tenantid}", "1111");
                KeySource.Discovered source = KeySource.Discovered.at(issuer);
                boolean template = metadata.get("issuer").asString().contains("{");

                assertThat(found(source, CaseFiles.bytes("providers/" + name)))
                        .as(name)
                        .isEqualTo(
                                template ? "refused" : metadata.get("jwks_uri").asString());
            }
        }
    }

    private static String found(KeySource.Discovered source, byte[] metadata) {
        try {
            return new JwksByDiscovery(source)
                    .keysOf(source.documents().get(0), metadata)
                    .toString();
        } catch (JwksSource.Unusable unusable) {
            return "refused";
        }
    }

    /** The text is signed as its key says; nothing is said of the claims. */
    private static boolean verifies(String token, JsonNode key) {
        IssuerKeys keys = TestVerifiers.fetched(
                () -> Mono.just(("{\"keys\":[" + publicHalf(key) + "]}").getBytes(UTF_8)), () -> TestTokens.NOW);
        keys.refreshIfDue();
        IssuerKeys all = key.has("k")
                ? new SecretKeys(
                        new KeySource.Secrets(List.of(
                                Secret.parseBase64Url(key.get("k").asString()).orElseThrow())),
                        () -> TestTokens.NOW)
                : keys;
        return CompactJws.parse(token)
                .then(jws -> JoseHeader.of(
                                JsonObjects.strict().read(jws.header()).orElseThrow())
                        .then(header -> SignatureAlgorithm.named(header.algorithm())
                                .<Outcome<Boolean>>map(algorithm -> all.keysFor(header.kid(), algorithm)
                                        .block()
                                        .then(candidates -> new Outcome.Passed<>(candidates.stream()
                                                .anyMatch(candidate -> candidate.verifies(jws, algorithm)))))
                                .orElse(new Outcome.Passed<>(false))))
                .fold(verified -> verified, refusal -> false);
    }

    private static String publicHalf(JsonNode key) {
        return key.toString()
                .replaceAll("\"(d|p|q|dp|dq|qi)\":\"[^\"]*\",?", "")
                .replace(",}", "}");
    }

    @Test
    void signaturesOfTheRfcsVerify() {
        List<String> verified = new ArrayList<>();
        for (JsonNode sample : CaseFiles.json("rfc/tokens.json").get("tokens")) {
            // one secret is too short for any hash: no gateway starts with it
            if (sample.get("key").isObject()
                    && !sample.get("name").asString().equals("jwt.io-hs256-classic")
                    && verifies(sample.get("token").asString(), sample.get("key"))) {
                verified.add(sample.get("name").asString());
            }
        }

        assertThat(verified).contains("rfc7515-A1-hs256", "rfc7515-A2-rs256", "rfc7515-A3-es256", "rfc8037-A4-ed25519");
    }

    @Test
    void compactExamplesOfTheCookbookVerifyAndTheOthersDoNot() {
        List<String> verified = new ArrayList<>();
        for (Path file : CaseFiles.in("rfc7520", ".json")) {
            String name = String.valueOf(file.getFileName());
            JsonNode example = CaseFiles.json("rfc7520/" + name);
            JsonNode compact = example.path("output").path("compact");
            if (compact.isString()
                    && verifies(compact.asString(), example.get("input").get("key"))) {
                verified.add(name);
            }
        }

        // detached content has no payload, b64=false is critical, several signatures have no compact form
        assertThat(verified)
                .containsExactly(
                        "curve25519_jws.json",
                        "jws_4_1.rsa_v15_signature.json",
                        "jws_4_2.rsa-pss_signature.json",
                        "jws_4_3.ecdsa_signature.json",
                        "jws_4_4.hmac-sha2_integrity_protection.json");
    }
}

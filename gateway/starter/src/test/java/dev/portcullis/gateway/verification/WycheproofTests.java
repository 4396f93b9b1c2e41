package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.CaseFiles;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * The vectors of Project Wycheproof through the steps that look at a signature: form, header, key, signature. Their payloads
 * are plain text, so no whole verifier would get as far.
 */
final class WycheproofTests {

    private static final String SIGNATURES_1 = "wycheproof/json_web_signature_test.part1.json";
    private static final String SIGNATURES_2 = "wycheproof/json_web_signature_test.part2.json";
    private static final String KEYS = "wycheproof/json_web_key_test.json";
    private static final String CRYPTO = "wycheproof/json_web_crypto_test.json";

    private static final String NO_ALGORITHM = "the key's alg is ES521, which is no algorithm";
    private static final String OTHER_ALGORITHM = "the key says PS256 and the token PS384";
    private static final String FOREIGN = "a character that is no base64url: one token would have several texts";
    private static final String PUBLISHED = "several secrets in one set: who reads the set could sign";

    /** Each valid vector that is refused: file, group, number and code; and the reason. */
    private static final Map<String, String> REFUSED = Map.of(
            SIGNATURES_2 + " rfc7520 346 token_key_unknown", OTHER_ALGORITHM,
            SIGNATURES_2 + " rfc7520WithKeyOps 350 token_key_unknown", OTHER_ALGORITHM,
            SIGNATURES_2 + " rfc7520 347 keys_unavailable", NO_ALGORITHM,
            SIGNATURES_2 + " rfc7520WithKeyOps 351 keys_unavailable", NO_ALGORITHM,
            SIGNATURES_2 + " base64 372 token_malformed", FOREIGN,
            SIGNATURES_2 + " base64 373 token_malformed", FOREIGN,
            KEYS + " jws_keyset 2 token_algorithm_refused", PUBLISHED,
            CRYPTO + " jws_keyset 48 token_algorithm_refused", PUBLISHED);

    /** Their padding is gone from the file: to the letter they are the valid token of vector 357. */
    private static final Set<String> SAME_AS_A_VALID_ONE =
            Set.of(SIGNATURES_2 + " base64 367", SIGNATURES_2 + " base64 370");

    private record Vector(String name, String result, String token, String verdict) {}

    private static List<Vector> vectors(String file) {
        List<Vector> vectors = new ArrayList<>();
        for (JsonNode group : CaseFiles.json(file).get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                JsonNode text = test.path(test.has("jws") ? "jws" : "jwe");
                String token = text.isString() ? text.asString() : text.toString();
                vectors.add(new Vector(
                        file + " " + group.get("comment").asString() + " "
                                + test.get("tcId").asInt(),
                        test.has("jws") ? test.get("result").asString() : "invalid", // encrypted: never ours
                        token,
                        verdict(group, token)));
            }
        }
        return vectors;
    }

    private static String verdict(JsonNode group, String token) {
        JsonNode key = group.has("public") ? group.get("public") : group.get("private");
        IssuerKeys keys = keysOf(key);
        return CompactJws.parse(token)
                .then(jws -> JoseHeader.of(
                                JsonObjects.strict().read(jws.header()).orElse(new TreeMap<>()))
                        .then(header -> header.algorithmAmong(allowed(keys))
                                .then(algorithm -> keys.keysFor(header.kid(), algorithm)
                                        .block()
                                        .then(candidates -> candidates.stream()
                                                        .anyMatch(candidate -> candidate.verifies(jws, algorithm))
                                                ? new Outcome.Passed<>(true)
                                                : new Outcome.Refused<>(new Refusal.InvalidToken(Reason.SIGNATURE))))))
                .fold(passed -> "passed", refusal -> refusal.problem().code());
    }

    private static Set<SignatureAlgorithm> allowed(IssuerKeys keys) {
        boolean secret = keys instanceof SecretKeys;
        Set<SignatureAlgorithm> allowed = EnumSet.allOf(SignatureAlgorithm.class);
        allowed.removeIf(algorithm -> algorithm.usesSecret() != secret);
        return allowed;
    }

    /** One secret stands in the configuration, if it is long enough for its algorithm; all else is a published set. */
    private static IssuerKeys keysOf(JsonNode key) {
        List<JsonNode> entries = key.has("keys") ? key.get("keys").valueStream().toList() : List.of(key);
        JsonNode first = entries.get(0);
        boolean secret = entries.size() == 1 && first.path("kty").asString().equals("oct");
        if (secret) {
            Secret value = Secret.parseBase64Url(first.get("k").asString()).orElseThrow();
            int least = SignatureAlgorithm.named(first.get("alg").asString())
                    .map(SignatureAlgorithm::leastSecretBits)
                    .orElse(Integer.MAX_VALUE);
            if (value.bits() >= least) {
                return new SecretKeys(new KeySource.Secrets(List.of(value)), () -> TestTokens.NOW);
            }
        }
        String set = "{\"keys\":" + (key.has("keys") ? key.get("keys") : "[" + key + "]") + "}";
        IssuerKeys published = TestVerifiers.fetched(() -> Mono.just(publicOnly(set)), () -> TestTokens.NOW);
        published.refreshIfDue();
        return published;
    }

    /** Some groups give the private half alone. */
    private static byte[] publicOnly(String set) {
        return set.replaceAll("\"(d|p|q|dp|dq|qi)\":\"[^\"]*\",?", "")
                .replace(",}", "}")
                .getBytes(UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {SIGNATURES_1, SIGNATURES_2, KEYS, CRYPTO})
    void noInvalidVectorIsAccepted(String file) {
        List<Vector> invalid = vectors(file).stream()
                .filter(vector -> !vector.result().equals("valid"))
                .toList();

        assertThat(invalid).isNotEmpty();
        assertThat(invalid)
                .filteredOn(vector -> vector.verdict().equals("passed"))
                .extracting(Vector::name)
                .isSubsetOf(SAME_AS_A_VALID_ONE);
    }

    @Test
    void everyValidVectorIsAcceptedButForThoseThatAreNamed() {
        Set<String> refused = new TreeSet<>();
        int valid = 0;
        for (String file : List.of(SIGNATURES_1, SIGNATURES_2, KEYS, CRYPTO)) {
            for (Vector vector : vectors(file)) {
                if (vector.result().equals("valid")) {
                    valid++;
                    if (!vector.verdict().equals("passed")) {
                        refused.add(vector.name() + " " + vector.verdict());
                    }
                }
            }
        }

        assertThat(valid).isPositive();
        assertThat(refused).containsExactlyInAnyOrderElementsOf(REFUSED.keySet());
    }

    @Test
    void invalidVectorsThatPassAreToTheLetterAValidOne() {
        List<Vector> base64 = vectors(SIGNATURES_2);
        List<String> valid = base64.stream()
                .filter(vector -> vector.result().equals("valid"))
                .map(Vector::token)
                .toList();

        assertThat(base64)
                .filteredOn(vector -> SAME_AS_A_VALID_ONE.contains(vector.name()))
                .hasSize(2)
                .allMatch(vector -> valid.contains(vector.token()));
    }
}

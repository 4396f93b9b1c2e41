package dev.portcullis.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import dev.portcullis.gateway.CaseFiles;
import dev.portcullis.gateway.verification.TestTokens;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.support.GenericApplicationContext;
import reactor.core.publisher.Mono;

/** Cases 1, 2, 4, 8 and 10 with their own files: claims and key sets as issuers in the field make them. */
final class FieldCasesIT {

    private static final String ISSUER = "https://idp.example.test/";

    private static JWK key(String name) {
        try {
            return JWK.parse(new String(CaseFiles.bytes("keys/" + name + ".private.jwk.json"), UTF_8));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Edge serving(byte[] set, String mediaType) {
        return new Edge(
                (edge, context) -> {
                    edge.keys.serve(Mono.just(set), mediaType);
                    Edge.answeringForItself(edge, context);
                    context.registerBean("field", RouteLocator.class, () -> readRoute(edge, context));
                },
                "--portcullis.issuers.main.issuer=" + ISSUER,
                "--portcullis.issuers.main.audiences=portcullis-api");
    }

    private static RouteLocator readRoute(Edge edge, GenericApplicationContext context) {
        return context.getBean(RouteLocatorBuilder.class)
                .routes()
                .route(
                        "field",
                        route -> route.order(-1)
                                .path("/field/read/**")
                                .metadata("access", Map.of("scopes", List.of("read")))
                                .uri(edge.upstream.uri()))
                .build();
    }

    private static Edge serving(String set) {
        return serving(CaseFiles.bytes("shapes-shared/" + set), "application/json");
    }

    private static String token(String key, @Nullable String kid, Consumer<Map<String, Object>> difference) {
        Map<String, Object> claims = new LinkedHashMap<>(
                Map.of("iss", ISSUER, "sub", "user-1", "aud", "portcullis-api", "jti", "x", "scope", "read write"));
        claims.put("exp", TestTokens.seconds(TestTokens.NOW.plusSeconds(300)));
        difference.accept(claims);
        JWK signer = key(key);
        String algorithm = switch (signer.getKeyType().getValue()) {
            case "RSA" -> "RS256";
            case "EC" -> "ES256";
            default -> "EdDSA";
        };
        Map<String, Object> header = TestTokens.header(signer, algorithm);
        if (kid == null) {
            header.remove("kid");
        } else {
            header.put("kid", kid);
        }
        return TestTokens.signed(signer, algorithm, header, claims);
    }

    private static int status(Edge edge, String token, String path) {
        // 503 until the first load has ended
        return Awaitility.await().until(() -> edge.getAs(token, path).reply().status(), answered -> answered != 503);
    }

    private static String withClaimsOf(String file) {
        return token("rs-1", "rs-1", claims -> {
            claims.remove("aud");
            claims.remove("scope");
            CaseFiles.json("claims-shared/" + file + ".json")
                    .get("claims")
                    .properties()
                    .forEach(claim -> claims.put(
                            claim.getKey(),
                            tools.jackson.databind.json.JsonMapper.shared()
                                    .treeToValue(claim.getValue(), Object.class)));
        });
    }

    @Test
    void claimShapesAreAnsweredAsTheirNotesSay() {
        Map<String, Integer> expected = new LinkedHashMap<>();
        List.of(
                        "aud-string",
                        "aud-array-one",
                        "aud-array-many",
                        "scope-space",
                        "scope-array",
                        "scp-string",
                        "scp-array")
                .forEach(file -> expected.put(file, 200));
        List.of("aud-absent", "aud-array-without", "aud-empty-array", "aud-other", "aud-prefix")
                .forEach(file -> expected.put(file, 401));
        List.of("scope-absent", "scope-near-miss", "scope-array-with-space-element")
                .forEach(file -> expected.put(file, 403));
        Map<String, Integer> answered = new LinkedHashMap<>();
        try (Edge edge = serving("good.jwks.json")) {
            expected.keySet().forEach(file -> answered.put(file, status(edge, withClaimsOf(file), "/field/read/x")));
            answered.put(
                    "two spaces",
                    status(edge, token("rs-1", "rs-1", c -> c.put("scope", "write  read")), "/field/read/x"));
            answered.put(
                    "a tab", status(edge, token("rs-1", "rs-1", c -> c.put("scope", "write\tread")), "/field/read/x"));
        }
        expected.put("two spaces", 200);
        expected.put("a tab", 403);

        assertThat(answered).isEqualTo(expected);
        assertThat(CaseFiles.in("claims-shared", ".json")).hasSize(expected.size() - 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/jwk-set+json;charset=utf-8",
                "text/plain",
                "application/octet-stream",
                "application/json"
            })
    void keysWithoutAlgServeUnderAnyMediaType(String mediaType) {
        try (Edge edge = serving(CaseFiles.bytes("shapes-shared/no-alg-x5c.jwks.json"), mediaType)) {
            assertThat(status(edge, token("rs-1", "rs-1", c -> {}), "/api/x")).isEqualTo(200);
            assertThat(status(edge, token("rs-2", "rs-2", c -> {}), "/api/x")).isEqualTo(200);
            assertThat(status(edge, token("rs-3", "rs-1", c -> {}), "/api/x")).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "no-kid-one-key.jwks.json,rs-1",
        "no-kid-three-keys.jwks.json,rs-1 rs-2 es-1",
        "good.jwks.json,rs-1 es-1 ed-1"
    })
    void tokenWithoutKidIsTriedWithEveryKeyAndOneWithAnUnknownKidWithNone(String set, String signers) {
        try (Edge edge = serving(set)) {
            for (String signer : signers.split(" ")) {
                assertThat(status(edge, token(signer, null, c -> {}), "/api/x"))
                        .as(signer)
                        .isEqualTo(200);
                assertThat(status(edge, token(signer, "nobody", c -> {}), "/api/x"))
                        .as(signer)
                        .isEqualTo(401);
            }
            assertThat(status(edge, token("rs-3", null, c -> {}), "/api/x")).isEqualTo(401);
        }
    }

    @Test
    void kidMayHoldWhatBase64Holds() {
        String kid = "a/b+c=";
        String set = new String(CaseFiles.bytes("shapes-shared/good.jwks.json"), UTF_8).replace("rs-1", kid);
        try (Edge edge = serving(set.getBytes(UTF_8), "application/json")) {
            assertThat(status(edge, token("rs-1", kid, c -> {}), "/api/x")).isEqualTo(200);
            assertThat(status(edge, token("rs-1", "rs-1", c -> {}), "/api/x")).isEqualTo(401);
        }
    }

    @Test
    void noTokenPassesUnderTheKeysOfAProvider() {
        byte[] entra = CaseFiles.bytes("providers/entra-common-jwks.json");
        try (Edge edge = serving(entra, "application/json")) {
            assertThat(status(edge, token("rs-1", "rs-1", c -> {}), "/api/x")).isEqualTo(401);
            assertThat(status(edge, token("rs-1", null, c -> {}), "/api/x")).isEqualTo(401);
        }
    }

    @Test
    void keyThatIsAddedServesBesideTheFirst() {
        try (Edge edge = serving("good.jwks.json")) {
            assertThat(status(edge, token("rs-1", "rs-1", c -> {}), "/api/x")).isEqualTo(200);
            edge.keys.serve(CaseFiles.bytes("shapes-shared/rotated-add.jwks.json"));
            assertThat(status(edge, token("rs-2", "rs-2", c -> {}), "/api/x")).isEqualTo(200);
            assertThat(status(edge, token("rs-1", "rs-1", c -> {}), "/api/x")).isEqualTo(200);
        }
    }
}

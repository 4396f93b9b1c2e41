package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.Answer.assertThatAnswer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.portcullis.gateway.CaseFiles;
import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Cases 13, 15 and 35 over HTTP: whatever is sent, 401 and nothing upstream. */
final class HostileTokenIT {

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private final Edge edge = Edge.shared().ready();

    private void isRefusedAsInvalid(String token) {
        Answer answer = edge.getAs(token, "/api/x");
        assertThat(answer.reply().status()).as(token).isEqualTo(401);
        assertThatAnswer(answer).isChallengedWith("").upstreamNotReached();
        assertThat(answer.reply().body()).doesNotContain(token);
    }

    @Test
    void goodTokenIsAdmittedInBetween() {
        assertThatAnswer(edge.getAs(TestTokens.valid(), "/api/x")).isAdmitted();
        assertThatAnswer(edge.getAs(TestTokens.signedBy(TestKeys.RSA, "RS256"), "/api/x"))
                .isAdmitted();
        assertThatAnswer(edge.getAs(TestTokens.signedBy(TestKeys.ED25519, "EdDSA"), "/api/x"))
                .isAdmitted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "None", "NONE", "nOnE", "", "HS256", "PS256", "ES384", "ES256K", "dir"})
    void unsignedTokenIsRefusedInEverySpelling(String algorithm) {
        String header = BASE64URL.encodeToString(("{\"alg\":\"" + algorithm + "\"}").getBytes(UTF_8));
        String payload = BASE64URL.encodeToString(JsonMapper.shared().writeValueAsBytes(TestTokens.claims()));

        isRefusedAsInvalid(header + "." + payload + ".");
        isRefusedAsInvalid(header + "." + payload);
        isRefusedAsInvalid(header + "." + payload + ".AA");
    }

    @ParameterizedTest
    @MethodSource("publicTexts")
    void tokenSignedWithThePublicKeyAsASecretIsRefused(byte[] secret) {
        OctetSequenceKey key = new OctetSequenceKey.Builder(secret)
                .keyID(TestKeys.RSA.getKeyID())
                .build();

        isRefusedAsInvalid(TestTokens.signedBy(key, "HS256"));
    }

    static Stream<byte[]> publicTexts() throws JOSEException {
        byte[] der = TestKeys.RSA.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----";
        return Stream.of(
                pem.getBytes(UTF_8),
                (pem + "\n").getBytes(UTF_8),
                der,
                TestKeys.RSA.getModulus().toString().getBytes(UTF_8),
                TestKeys.set(TestKeys.RSA));
    }

    @Test
    void algorithmThatTheIssuerMayNotUseIsRefused() {
        isRefusedAsInvalid(TestTokens.signedBy(TestKeys.RSA, "PS256"));
    }

    @Test
    void headerNeverMakesTheGatewayFetchAnAddress() {
        for (String name : List.of("jku", "x5u")) {
            assertThatAnswer(edge.getAs(
                            TestTokens.withHeader(header -> header.put(name, edge.upstream.uri() + "/jwks")), "/api/x"))
                    .isAdmitted();
        }
        Answer answer = edge.getAs(
                TestTokens.signed(
                        TestKeys.ROTATED,
                        "ES256",
                        Map.of(
                                "alg",
                                "ES256",
                                "jwk",
                                TestKeys.ROTATED.toPublicJWK().toJSONObject()),
                        TestTokens.claims()),
                "/api/x");
        assertThatAnswer(answer).isRefused(401, "token_signature_invalid").upstreamNotReached();
        assertThat(edge.upstream.seen()).extracting(RecordingUpstream.Seen::uri).doesNotContain("/jwks");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X", "a.b.c", "..", "....", "a.b.c.d", "a.b.c.d.e", "YQ==.YQ==.YQ=="})
    void malformedTokenIsRefusedWithoutADefect(String token) {
        isRefusedAsInvalid(token);
    }

    @Test
    void payloadThatIsNoClaimSetIsRefusedWithoutADefect() {
        for (String payload : List.of("[]", "\"x\"", "null", "Example", "{\"exp\":{}}", "[".repeat(3_000))) {
            isRefusedAsInvalid(TestTokens.raw("{\"alg\":\"ES256\"}", payload));
        }
    }

    @Test
    void refreshTokenOpensNothing() {
        isRefusedAsInvalid(BASE64URL.encodeToString(new byte[32]) + ".0." + BASE64URL.encodeToString(new byte[32]));
        isRefusedAsInvalid(TestTokens.withHeader(header -> header.put("typ", "rt+jwt")));
    }

    @Test
    void noPublishedSampleTokenOpensAnything() {
        for (JsonNode sample : CaseFiles.json("rfc/tokens.json").get("tokens")) {
            isRefusedAsInvalid(sample.get("token").asString());
        }
    }

    @Test
    void noWycheproofTokenOpensAnything() {
        List<String> tokens = new ArrayList<>();
        for (JsonNode group :
                CaseFiles.json("wycheproof/json_web_crypto_test.json").get("testGroups")) {
            for (JsonNode test : group.get("tests")) {
                JsonNode token = test.path(test.has("jws") ? "jws" : "jwe");
                tokens.add(token.isString() ? token.asString() : token.toString());
            }
        }
        assertThat(tokens).hasSize(83);
        for (String token : tokens) {
            Answer answer = edge.getAs(token, "/api/x");
            assertThat(answer.reply().status()).as(token).isEqualTo(401);
            assertThatAnswer(answer).upstreamNotReached();
        }
    }
}

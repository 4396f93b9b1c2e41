package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.JWK;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tokens as tests need them. Each starts as one that the gateway admits at {@link #NOW}; a test then names the one thing
 * that is different, so the difference is what it proves.
 */
public final class TestTokens {

    public static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    public static final Duration SKEW = Duration.ofSeconds(30);
    public static final String ISSUER = "https://issuer.example/";
    public static final String AUDIENCE = "api";
    public static final String JTI = "01941f29-7c00-7aaa-8aaa-aaaaaaaaaaaa";

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON = JsonMapper.shared();

    private TestTokens() {}

    public static String valid() {
        return with(claims -> {});
    }

    /** One second past the last instant that the clock skew forgives. */
    public static String expired() {
        return with(claims -> claims.put("exp", seconds(NOW.minus(SKEW).minusSeconds(1))));
    }

    public static String signedByStranger() {
        return signed(TestKeys.STRANGER, "ES256", header(TestKeys.STRANGER, "ES256"), claims());
    }

    /** With other claims. */
    public static String with(Consumer<Map<String, Object>> difference) {
        Map<String, Object> claims = claims();
        difference.accept(claims);
        return signed(TestKeys.ISSUER, "ES256", header(TestKeys.ISSUER, "ES256"), claims);
    }

    /** With another header. */
    public static String withHeader(Consumer<Map<String, Object>> difference) {
        Map<String, Object> header = header(TestKeys.ISSUER, "ES256");
        difference.accept(header);
        return signed(TestKeys.ISSUER, "ES256", header, claims());
    }

    /** A valid one under another key and algorithm. */
    public static String signedBy(JWK key, String algorithm) {
        return signed(key, algorithm, header(key, algorithm), claims());
    }

    public static String signed(JWK key, String algorithm, Map<String, Object> header, Map<String, Object> claims) {
        return signed(key, algorithm, json(header), json(claims));
    }

    /** Rightly signed, whatever the two parts hold. */
    public static String signed(JWK key, String algorithm, byte[] header, byte[] payload) {
        String input = BASE64URL.encodeToString(header) + "." + BASE64URL.encodeToString(payload);
        try {
            JWSSigner signer = new DefaultJWSSignerFactory().createJWSSigner(key, JWSAlgorithm.parse(algorithm));
            return input + "." + signer.sign(new JWSHeader(JWSAlgorithm.parse(algorithm)), input.getBytes(UTF_8));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rightly signed by the issuer, with the parts as texts. */
    public static String raw(String header, String payload) {
        return signed(TestKeys.ISSUER, "ES256", header.getBytes(UTF_8), payload.getBytes(UTF_8));
    }

    public static Map<String, Object> header(JWK key, String algorithm) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("alg", algorithm);
        header.put("typ", "at+jwt");
        header.put("kid", key.getKeyID());
        return header;
    }

    public static Map<String, Object> claims() {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("sub", "alice");
        claims.put("aud", List.of(AUDIENCE));
        claims.put("iat", seconds(NOW.minusSeconds(60)));
        claims.put("exp", seconds(NOW.plusSeconds(300)));
        claims.put("jti", JTI);
        claims.put("sid", "session-1");
        claims.put("client_id", "first-party");
        claims.put("scope", "read write");
        claims.put("roles", List.of("user"));
        return claims;
    }

    public static long seconds(Instant instant) {
        return instant.getEpochSecond();
    }

    static byte[] json(Map<String, Object> members) {
        return JSON.writeValueAsBytes(members);
    }
}

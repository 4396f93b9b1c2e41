package dev.portcullis.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** What is tried against verifiers of tokens (RFC 8725, and the tools that automate it). Each has a name; none may pass. */
final class HostileCorpus {

    /** An issuer of secrets that stands beside the one with public keys. */
    static final String LEGACY_ISSUER = "https://legacy.example/";

    static final String LEGACY_SECRET = "what the legacy issuer signs with, in a test alone";

    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();
    private static final String PAYLOAD = JsonMapper.shared().writeValueAsString(TestTokens.claims());
    private static final int ES256_SIGNATURE_BYTES = 64;

    private final Map<String, String> tokens = new LinkedHashMap<>();
    private final String trap;

    private HostileCorpus(String trap) {
        this.trap = trap;
    }

    /** @param trap an address that must never be asked for anything */
    static Map<String, String> tokens(String trap) throws JOSEException {
        HostileCorpus corpus = new HostileCorpus(trap);
        corpus.unsigned();
        corpus.confused();
        corpus.pointing();
        corpus.headers();
        corpus.payloads();
        corpus.signatures();
        corpus.shapes();
        corpus.claims();
        return corpus.tokens;
    }

    /** A token of the legacy issuer that is right in all: the control. */
    static String legacy() {
        return legacy(LEGACY_SECRET.getBytes(UTF_8), "HS256");
    }

    private static String legacy(byte[] secret, String algorithm) {
        Map<String, Object> claims = TestTokens.claims();
        claims.put("iss", LEGACY_ISSUER);
        JWK key = new OctetSequenceKey.Builder(secret)
                .keyID(TestKeys.RSA.getKeyID())
                .build();
        return TestTokens.signed(key, algorithm, TestTokens.header(key, algorithm), claims);
    }

    private static String part(String text) {
        return BASE64URL.encodeToString(text.getBytes(UTF_8));
    }

    private void unsigned() {
        for (String algorithm : List.of("none", "None", "NONE", "nOnE", "none ", "", "null")) {
            String text = part("{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\"}") + "." + part(PAYLOAD);
            tokens.put("alg '" + algorithm + "', empty signature", text + ".");
            tokens.put("alg '" + algorithm + "', no signature", text);
            tokens.put("alg '" + algorithm + "', any signature", text + ".AAAA");
        }
        tokens.put("no alg", TestTokens.raw("{\"typ\":\"at+jwt\"}", PAYLOAD));
        tokens.put("alg null", TestTokens.raw("{\"alg\":null}", PAYLOAD));
        tokens.put("alg a list", TestTokens.raw("{\"alg\":[\"ES256\"]}", PAYLOAD));
        tokens.put("alg in small letters", TestTokens.raw("{\"alg\":\"es256\"}", PAYLOAD));
    }

    /** The public key as a secret, against both issuers: RFC 8725, section 2.1. */
    private void confused() throws JOSEException {
        byte[] der = TestKeys.RSA.toRSAPublicKey().getEncoded();
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END PUBLIC KEY-----";
        Map<String, byte[]> secrets = new LinkedHashMap<>();
        secrets.put("PEM", pem.getBytes(UTF_8));
        secrets.put("PEM with a newline", (pem + "\n").getBytes(UTF_8));
        secrets.put("DER", der);
        secrets.put("modulus text", TestKeys.RSA.getModulus().toString().getBytes(UTF_8));
        secrets.put("modulus bytes", TestKeys.RSA.getModulus().decode());
        secrets.put("key set", TestKeys.set(TestKeys.ISSUER, TestKeys.RSA, TestKeys.ED25519));
        secrets.put("nothing but zeros", new byte[64]);
        secrets.forEach((name, secret) -> {
            JWK key = new OctetSequenceKey.Builder(secret)
                    .keyID(TestKeys.RSA.getKeyID())
                    .build();
            tokens.put(name + " as a secret", TestTokens.signedBy(key, "HS256"));
            tokens.put(name + " as the legacy secret", legacy(secret, "HS256"));
        });
        tokens.put(
                "legacy secret under another hash",
                legacy(LEGACY_SECRET.repeat(2).getBytes(UTF_8), "HS512"));
        JWK legacy = new OctetSequenceKey.Builder(LEGACY_SECRET.getBytes(UTF_8))
                .keyID("x")
                .build();
        tokens.put("legacy secret for the other issuer", TestTokens.signedBy(legacy, "HS256"));
        tokens.put("public key for the legacy issuer", TestTokens.with(claims -> claims.put("iss", LEGACY_ISSUER)));
        tokens.put("PS256 where RS256 is allowed", TestTokens.signedBy(TestKeys.RSA, "PS256"));
        tokens.put("kid of another key type", withHeader(header -> header.put("kid", TestKeys.RSA.getKeyID())));
    }

    private static String withHeader(Consumer<Map<String, Object>> difference) {
        return TestTokens.withHeader(difference);
    }

    private static String ofStranger(Consumer<Map<String, Object>> difference) {
        Map<String, Object> header = TestTokens.header(TestKeys.STRANGER, "ES256");
        difference.accept(header);
        return TestTokens.signed(TestKeys.STRANGER, "ES256", header, TestTokens.claims());
    }

    /** Headers that name a key of the attacker's: RFC 8725, section 3.10. */
    private void pointing() {
        tokens.put("jku", ofStranger(header -> header.put("jku", trap)));
        tokens.put("x5u", ofStranger(header -> header.put("x5u", trap)));
        tokens.put(
                "jwk",
                ofStranger(header ->
                        header.put("jwk", TestKeys.STRANGER.toPublicJWK().toJSONObject())));
        tokens.put("x5c", ofStranger(header -> header.put("x5c", List.of("MIIB"))));
        tokens.put("kid an address", ofStranger(header -> header.put("kid", trap)));
        tokens.put("iss an address", TestTokens.with(claims -> claims.put("iss", trap)));
        for (String kid : List.of(
                "../../../../dev/null",
                "/etc/passwd",
                "x' UNION SELECT 'secret' -- ",
                "|sleep 10",
                "${jndi:ldap://127.0.0.1:1/x}",
                "line\r\nX-User-Id: admin",
                "",
                "\u0000",
                "k".repeat(8_000))) {
            tokens.put(
                    "kid " + kid.substring(0, Math.min(12, kid.length())),
                    ofStranger(header -> header.put("kid", kid)));
        }
    }

    private void headers() {
        tokens.put("crit known", withHeader(header -> header.put("crit", List.of("exp"))));
        tokens.put("crit empty", withHeader(header -> header.put("crit", List.of())));
        tokens.put("crit null", withHeader(header -> header.put("crit", null)));
        tokens.put("b64 false", withHeader(header -> {
            header.put("b64", false);
            header.put("crit", List.of("b64"));
        }));
        tokens.put("kid a number", withHeader(header -> header.put("kid", 7)));
        tokens.put("kid null", withHeader(header -> header.put("kid", null)));
        for (String typ : List.of("", "logout+jwt", "dpop+jwt", "secevent+jwt", "rt+jwt", "id+jwt", "at+jwt ")) {
            tokens.put("typ '" + typ + "'", withHeader(header -> header.put("typ", typ)));
        }
        tokens.put("alg twice", TestTokens.raw("{\"alg\":\"none\",\"alg\":\"ES256\"}", PAYLOAD));
        for (String header : List.of("[]", "null", "\"x\"", "{}", "7", "{", "\uFEFF{\"alg\":\"ES256\"}")) {
            tokens.put("header " + header, TestTokens.raw(header, PAYLOAD));
        }
    }

    private void payloads() {
        String open = PAYLOAD.substring(0, PAYLOAD.length() - 1);
        Map<String, String> payloads = new LinkedHashMap<>();
        for (String payload : List.of("[]", "null", "\"x\"", "7", "true", "text", "{", " ")) {
            payloads.put("payload " + payload, payload);
        }
        payloads.put("sub twice", open + ",\"sub\":\"admin\"}");
        payloads.put("exp twice", open + ",\"exp\":9999999999}");
        payloads.put("byte order mark", "\uFEFF" + PAYLOAD);
        payloads.put("NUL behind", PAYLOAD + "\0");
        payloads.put("two objects", PAYLOAD + PAYLOAD);
        payloads.put("comment", "/* */" + PAYLOAD);
        payloads.put("2,000 lists deep", open + ",\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}");
        payloads.put("1,000 objects deep", open + ",\"a\":" + "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000) + "}");
        payloads.put("a number without end", open + ",\"a\":" + "9".repeat(5_000) + "}");
        payloads.put("a number too large", open + ",\"nbf\":1e999999999}");
        payloads.forEach((name, payload) -> tokens.put(name, TestTokens.raw("{\"alg\":\"ES256\"}", payload)));
        byte[] header = "{\"alg\":\"ES256\"}".getBytes(UTF_8);
        tokens.put("UTF-16", TestTokens.signed(TestKeys.ISSUER, "ES256", header, PAYLOAD.getBytes(UTF_16LE)));
        tokens.put("no UTF-8", TestTokens.signed(TestKeys.ISSUER, "ES256", header, new byte[] {'{', (byte) 0xff, '}'}));
    }

    /** Of the right form and worth nothing: CVE-2022-21449 and its kin. */
    private void signatures() {
        String text = TestTokens.valid();
        String input = text.substring(0, text.lastIndexOf('.') + 1);
        byte[] right = Base64.getUrlDecoder().decode(text.substring(input.length()));
        Map<String, byte[]> signatures = new LinkedHashMap<>();
        signatures.put("r and s zero", new byte[ES256_SIGNATURE_BYTES]);
        signatures.put("r zero", changed(right, 0, new byte[32]));
        signatures.put("s zero", changed(right, 32, new byte[32]));
        signatures.put("one byte short", Arrays.copyOf(right, ES256_SIGNATURE_BYTES - 1));
        signatures.put("one byte more", Arrays.copyOf(right, ES256_SIGNATURE_BYTES + 1));
        signatures.put("one byte", new byte[] {1});
        signatures.put("all ones", filled((byte) 0xff));
        signatures.put("one bit", changed(right, 0, new byte[] {(byte) (right[0] ^ 1)}));
        signatures.put("DER", new byte[] {0x30, 6, 2, 1, 1, 2, 1, 1});
        signatures.forEach((name, bytes) -> tokens.put("signature: " + name, input + BASE64URL.encodeToString(bytes)));
        String other = TestTokens.with(claims -> claims.put("sub", "mallory"));
        tokens.put("signature of another token", input + other.substring(other.lastIndexOf('.') + 1));
        tokens.put("signed by a stranger", TestTokens.signedByStranger());
    }

    private static byte[] changed(byte[] bytes, int at, byte[] part) {
        byte[] changed = bytes.clone();
        System.arraycopy(part, 0, changed, at, part.length);
        return changed;
    }

    private static byte[] filled(byte value) {
        byte[] bytes = new byte[ES256_SIGNATURE_BYTES];
        Arrays.fill(bytes, value);
        return bytes;
    }

    private void shapes() {
        String valid = TestTokens.valid();
        String[] parts = valid.split("\\.");
        for (String text : List.of("X", "a.b.c", "..", "....", "a.b.c.d", "a.b.c.d.e", ".", "a..c", "-", "~", "+/+")) {
            tokens.put("shape " + text, text);
        }
        tokens.put("four parts", valid + "." + parts[2]);
        tokens.put("five parts", valid + "." + parts[0] + "." + parts[1]);
        tokens.put("padded", valid + "==");
        tokens.put("padded header", parts[0] + "=." + parts[1] + "." + parts[2]);
        tokens.put("no header", "." + parts[1] + "." + parts[2]);
        tokens.put("no payload", parts[0] + ".." + parts[2]);
        tokens.put("encrypted, zipped", part("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}") + "..AA.AA.AA");
    }

    private void claims() {
        tokens.put("expired", TestTokens.expired());
        tokens.put("no exp", TestTokens.with(claims -> claims.remove("exp")));
        tokens.put("exp a text", TestTokens.with(claims -> claims.put("exp", "4102444800")));
        tokens.put("exp too far", TestTokens.with(claims -> claims.put("exp", 4_102_444_800L)));
        tokens.put("nbf ahead", TestTokens.with(claims -> claims.put("nbf", 4_102_444_800L)));
        tokens.put("no iss", TestTokens.with(claims -> claims.remove("iss")));
        tokens.put("iss without its slash", TestTokens.with(claims -> claims.put("iss", "https://issuer.example")));
        tokens.put("no aud", TestTokens.with(claims -> claims.remove("aud")));
        tokens.put("aud a prefix", TestTokens.with(claims -> claims.put("aud", "ap")));
    }
}

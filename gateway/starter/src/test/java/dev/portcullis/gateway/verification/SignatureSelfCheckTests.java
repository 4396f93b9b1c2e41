package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

final class SignatureSelfCheckTests {

    @Test
    void everyAlgorithmVerifiesHere() throws IOException {
        if ("write".equals(System.getProperty("portcullis.signatures"))) {
            writeFile(); // for an algorithm that is added; the run after this one reads it
        }
        assertThat(SignatureSelfCheck.failing(EnumSet.allOf(SignatureAlgorithm.class)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void algorithmWhoseKnownSignatureIsNotTheKeysIsFoundOut(SignatureAlgorithm algorithm) throws IOException {
        Map<String, Object> known = known();
        known.compute(algorithm.word(), (word, token) -> withOtherPayload(String.valueOf(token)));

        assertThat(failing(known)).containsExactly(algorithm);
    }

    @ParameterizedTest
    @EnumSource(SignatureAlgorithm.class)
    void algorithmWithoutAKnownSignatureIsFoundOut(SignatureAlgorithm algorithm) throws IOException {
        Map<String, Object> known = known();
        known.remove(algorithm.word());

        assertThat(failing(known)).containsExactly(algorithm);
    }

    private static Map<String, Object> known() throws IOException {
        try (InputStream in = SignatureSelfCheck.class.getResourceAsStream(SignatureSelfCheck.KNOWN)) {
            return JsonMapper.shared().readValue(in, new TypeReference<>() {});
        }
    }

    private static Set<SignatureAlgorithm> failing(Map<String, Object> known) {
        return SignatureSelfCheck.failing(EnumSet.allOf(SignatureAlgorithm.class), TestTokens.json(known));
    }

    private static String withOtherPayload(String token) {
        String[] parts = token.split("\\.", -1);
        return parts[0] + ".b3RoZXI." + parts[2];
    }

    @Test
    void algorithmWhoseLibraryIsMissingIsFoundOut() throws ReflectiveOperationException, IOException {
        assertThat(failingWithout("tink")).containsExactlyInAnyOrder("EDDSA", "ED25519");
    }

    @Test // the loader of this test is no reason to fail
    void nothingFailsWhereNothingIsMissing() throws ReflectiveOperationException, IOException {
        assertThat(failingWithout("no-such-library")).isEmpty();
    }

    /** The very classes that ship, on a class path without a library. */
    private static List<String> failingWithout(String library) throws ReflectiveOperationException, IOException {
        URL[] rest = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> !Path.of(path).getFileName().toString().startsWith(library))
                .map(SignatureSelfCheckTests::url)
                .toArray(URL[]::new);
        try (URLClassLoader loader = new URLClassLoader(rest, ClassLoader.getPlatformClassLoader())) {
            Class<?> algorithms = loader.loadClass(SignatureAlgorithm.class.getName());
            Set<?> failing = (Set<?>) loader.loadClass(SignatureSelfCheck.class.getName())
                    .getMethod("failing", Set.class)
                    .invoke(null, Set.of(algorithms.getEnumConstants()));
            return failing.stream().map(String::valueOf).toList();
        }
    }

    private static URL url(String path) {
        try {
            return Path.of(path).toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void writeFile() throws IOException {
        List<JWK> keys = List.of(
                TestKeys.rsa("RSA", 2_048),
                TestKeys.ec("P-256"),
                TestKeys.ec("P-384", Curve.P_384),
                TestKeys.ec("P-521", Curve.P_521),
                TestKeys.ed25519("Ed25519"));
        Map<String, Object> known = new LinkedHashMap<>();
        known.put(
                "keys",
                keys.stream().map(key -> key.toPublicJWK().toJSONObject()).toList());
        for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
            JWK key = Stream.concat(
                            keys.stream(),
                            Stream.of(new OctetSequenceKey.Builder(SignatureSelfCheck.SECRET.bytes())
                                    .keyID("secret")
                                    .build()))
                    .filter(candidate -> algorithm.usesSecret()
                            ? candidate instanceof OctetSequenceKey
                            : SignatureAlgorithm.servedBy(candidate.getKeyID(), null)
                                    .contains(algorithm))
                    .findFirst()
                    .orElseThrow();
            known.put(
                    algorithm.word(),
                    TestTokens.signed(key, algorithm.word(), "{}".getBytes(UTF_8), "known".getBytes(UTF_8)));
        }
        Files.write(
                Path.of("src/main/resources/dev/portcullis/gateway/verification", SignatureSelfCheck.KNOWN),
                JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsBytes(known));
    }
}

package dev.portcullis.gateway.autoconfigure;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.FileSystemResource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The schema says what the binder and the check say: of each file the two think the same. */
final class ConfigurationSchemaTests {

    private static final Path PAGE = Path.of("../../docs/portcullis.schema.json");
    private static final Path SOURCE =
            Path.of("src/main/java/dev/portcullis/gateway/autoconfigure/PortcullisProperties.java");
    private static final Path FILES = Path.of("src/test/resources/configurations");

    private static String generated() throws IOException {
        return ConfigurationSchema.text(new RecordDescriptions(Files.readString(SOURCE)));
    }

    private static List<com.networknt.schema.Error> complaints(Path yaml) throws IOException {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared().readTree(generated()));
        JsonNode document = JsonMapper.shared().valueToTree(new Yaml().load(Files.readString(yaml)));
        return schema.validate(document);
    }

    private static String problemsOf(Path yaml) throws IOException {
        var sources = new YamlPropertySourceLoader().load("test", new FileSystemResource(yaml));
        AtomicReference<String> problems = new AtomicReference<>("");
        new ApplicationContextRunner()
                .withInitializer(
                        context -> sources.forEach(context.getEnvironment().getPropertySources()::addLast))
                .withUserConfiguration(CheckedConfiguration.JustTheCheck.class)
                .run(context -> {
                    Throwable failure = context.getStartupFailure();
                    if (failure != null) {
                        var analysis = new BadConfigurationFailureAnalyzer().analyze(failure);
                        problems.set(requireNonNull(analysis, () -> "no sentence for " + failure)
                                .getDescription());
                    }
                });
        return problems.get();
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(FILES.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    static List<Path> good() throws IOException {
        return files("good");
    }

    static List<Path> bad() throws IOException {
        return files("bad");
    }

    static List<Path> beyond() throws IOException {
        return files("beyond");
    }

    @Test
    void committedSchemaIsTheOneThatIsGenerated() throws IOException {
        if ("write".equals(System.getProperty("portcullis.docs"))) {
            Files.writeString(PAGE, generated());
        }
        assertThat(Files.readString(PAGE))
                .as("run the tests once with -Dportcullis.docs=write")
                .isEqualTo(generated());
    }

    @ParameterizedTest
    @MethodSource
    void good(Path yaml) throws IOException {
        assertThat(problemsOf(yaml)).isEmpty();
        assertThat(complaints(yaml)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource
    void bad(Path yaml) throws IOException {
        assertThat(problemsOf(yaml)).isNotEmpty();
        assertThat(complaints(yaml)).isNotEmpty();
    }

    /** What a schema cannot know: two keys against each other, names declared elsewhere, ranges of times and sizes. */
    @ParameterizedTest
    @MethodSource
    void beyond(Path yaml) throws IOException {
        assertThat(problemsOf(yaml)).isNotEmpty();
        assertThat(complaints(yaml)).isEmpty();
    }

    @Test
    void deliveredConfigurationIsGood() throws IOException {
        assertThat(complaints(Path.of("../app/src/main/resources/application.yml")))
                .isEmpty();
        assertThat(complaints(Path.of("src/test/resources/edge.yml"))).isEmpty();
    }

    @Test
    void wordsOfTheSchemaAreThoseOfTheCheck() {
        // those of algorithms come from the very list that the check reads
        ConfigurationSchema.WORDS.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("algorithms"))
                .forEach(entry -> assertThat(allowed(entry.getKey().replace("NAME", "main")))
                        .as(entry.getKey())
                        .containsExactlyInAnyOrderElementsOf(entry.getValue().stream()
                                .filter(String.class::isInstance)
                                .map(String.class::cast)
                                .toList()));
    }

    private static List<String> allowed(String key) {
        String said = CheckedConfiguration.description(
                key + "=none-of-them",
                key.endsWith("secret-encoding") ? "portcullis.issuers.main.secrets[0]=x" : "unused=x");
        String sentence = said.lines()
                .filter(line -> line.contains(key + ":"))
                .findFirst()
                .orElseThrow();
        String list = sentence.replaceAll(".*allowed (is|are) ", "")
                .replaceAll("Correct what.*|[;(].*|, and it is never.*", "");
        return Arrays.stream(list.split(",| and "))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    @Test
    void wordsThatAnEditorOffersAreThoseOfTheSchema() throws IOException {
        JsonNode metadata = JsonMapper.shared()
                .readTree(Files.readString(Path.of("target/classes/META-INF/spring-configuration-metadata.json")));

        assertThat(metadata.path("hints").valueStream())
                .hasSize(2)
                .allSatisfy(hint -> assertThat(hint.path("values")
                                .valueStream()
                                .map(value -> value.path("value").asString())
                                .toList())
                        .isEqualTo(requireNonNull(ConfigurationSchema.WORDS.get(
                                        hint.path("name").asString()))
                                .stream()
                                .filter(String.class::isInstance)
                                .toList()));
    }
}

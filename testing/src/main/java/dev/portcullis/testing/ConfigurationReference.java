package dev.portcullis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A module's part of {@code docs/configuration.md}: generated from the metadata that the binder's own records give, so
 * that the page and the binder cannot drift. {@code -Dportcullis.docs=write} writes it anew.
 */
public final class ConfigurationReference {

    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    private final String part;
    private final Path page;

    private ConfigurationReference(String part, Path page) {
        this.part = part;
        this.page = page;
    }

    /** The part between {@code <!-- part: NAME -->} and {@code <!-- end: NAME -->} of a page. */
    public static ConfigurationReference of(String part, Path page) {
        return new ConfigurationReference(part, page);
    }

    /** Fails where a property of the module on the class path is missing, out of date, or has no description. */
    public void isUpToDate() {
        List<JsonNode> properties = properties();
        assertThat(properties)
                .isNotEmpty()
                .allSatisfy(property -> assertThat(property.path("description").asString(""))
                        .as(property.path("name").asString())
                        .isNotBlank());
        String text = read();
        String expected = text.substring(0, start(text)) + table(properties) + text.substring(end(text));
        if ("write".equals(System.getProperty("portcullis.docs"))) {
            write(expected);
        } else {
            assertThat(text)
                    .as("run the tests once with -Dportcullis.docs=write")
                    .isEqualTo(expected);
        }
    }

    private static List<JsonNode> properties() {
        try (InputStream in = ConfigurationReference.class.getResourceAsStream(METADATA)) {
            if (in == null) {
                throw new AssertionError("The module has no " + METADATA + ".");
            }
            return JsonMapper.shared()
                    .readTree(in)
                    .path("properties")
                    .valueStream()
                    .filter(property -> property.path("name").asString().startsWith("portcullis."))
                    .sorted(Comparator.comparing(
                            (JsonNode property) -> property.path("name").asString()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(List<JsonNode> properties) {
        StringBuilder table = new StringBuilder("\n| key | default | what it is |\n| --- | --- | --- |\n");
        for (JsonNode property : properties) {
            JsonNode preset = property.path("defaultValue");
            table.append("| `").append(property.path("name").asString()).append("` | ");
            table.append(preset.isMissingNode() ? "" : '`' + preset.asString() + '`')
                    .append(" | ");
            table.append(property.path("description").asString()).append(" |\n");
        }
        return table.append('\n').toString();
    }

    private int start(String text) {
        String mark = "<!-- part: " + part + " -->\n";
        assertThat(text).contains(mark);
        return text.indexOf(mark) + mark.length();
    }

    private int end(String text) {
        String mark = "<!-- end: " + part + " -->";
        assertThat(text).contains(mark);
        return text.indexOf(mark);
    }

    private String read() {
        try {
            return Files.readString(page, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String text) {
        try {
            Files.writeString(page, text, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

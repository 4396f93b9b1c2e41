package dev.portcullis.gateway;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Files of cases from the field, in the folder that {@code PORTCULLIS_CASES} names; without it a test is skipped. */
public final class CaseFiles {

    private CaseFiles() {}

    private static Path folder() {
        String folder = System.getenv("PORTCULLIS_CASES");
        assumeTrue(folder != null, "PORTCULLIS_CASES is not set: the case files are not at hand");
        Path given = Path.of(Objects.requireNonNull(folder));
        return Files.exists(given.resolve("files")) ? given.resolve("files") : given;
    }

    /** The files of a folder whose names end in a text, in order; none where the cases are not at hand. */
    public static List<Path> in(String name, String ending) {
        try (Stream<Path> files = Files.list(folder().resolve(name))) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new AssertionError("PORTCULLIS_CASES holds no " + name + "/*" + ending);
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The bytes of a file. */
    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder().resolve(name));
        } catch (IOException e) {
            throw new AssertionError("PORTCULLIS_CASES holds no " + name, e);
        }
    }

    /** A file as JSON. */
    public static JsonNode json(String name) {
        return JsonMapper.shared().readTree(bytes(name));
    }
}

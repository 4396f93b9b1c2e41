package dev.portcullis.gateway.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway forwards, services of other makes read as it does; what it refuses, each of them reads in its own way. */
final class PathReadersIT {

    private static final Path HERE = Path.of("src/test/differential").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void expressReadsWhatIsForwardedAsTheGatewayDoes() throws Exception {
        assumeThat(runs("node", "-e", "require('" + HERE + "/node_modules/express')"))
                .as("node with Express (npm ci in src/test/differential)")
                .isTrue();

        try (PathReader express =
                new PathReader(socket(), List.of("node", HERE + "/express.js", socket().toString()))) {
            readsAlike(express);
        }
    }

    @Test
    void werkzeugReadsWhatIsForwardedAsTheGatewayDoes() throws Exception {
        String python = runs("python3", "-c", "import werkzeug") ? "python3" : "/usr/bin/python3";
        assumeThat(runs(python, "-c", "import werkzeug"))
                .as("python3 with Werkzeug")
                .isTrue();

        try (PathReader werkzeug =
                new PathReader(socket(), List.of(python, HERE + "/werkzeug_app.py", socket().toString()))) {
            readsAlike(werkzeug);
        }
    }

    @Test
    void nginxReadsWhatIsForwardedAsTheGatewayDoes() throws Exception {
        assumeThat(runs("nginx", "-v")).as("nginx").isTrue();
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(
                configuration, Files.readString(HERE.resolve("nginx.conf")).replace("FOLDER", folder.toString()));

        try (PathReader nginx =
                new PathReader(socket(), List.of("nginx", "-p", folder + "/", "-c", configuration.toString()))) {
            readsAlike(nginx);
        }
    }

    /** The control: a reader that merely gave back what it was asked would fail it. */
    private static void readsAlike(PathReader reader) {
        assertThat(Corpus.paths().filter(line -> !line.isRefused()).map(PathReadersIT::path))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(reader.reading(path)).as(path).isEqualTo(decoded(path)));
        assertThat(Corpus.paths().filter(Corpus.Line::isRefused).map(PathReadersIT::path))
                .filteredOn(path -> path.matches("/[!-~]*"))
                .anySatisfy(path -> assertThat(reader.reading(path)).isNotEqualTo(decoded(path)));
    }

    private static String path(Corpus.Line line) {
        return line.sent().replaceFirst("(?i)^http://edge.example", "");
    }

    private static String decoded(String target) {
        return URLDecoder.decode(target.replaceFirst("\\?.*", "").replace("+", "%2B"), UTF_8);
    }

    private Path socket() {
        return folder.resolve("socket");
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}

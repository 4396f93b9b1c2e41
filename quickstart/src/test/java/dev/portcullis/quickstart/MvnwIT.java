package dev.portcullis.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that brings Maven, on a machine that has none: no {@code mvn} on its PATH, an empty home, a loopback archive. */
class MvnwIT {

    private static final Path MVNW = Path.of("..", "mvnw").toAbsolutePath().normalize();
    private static final String ARCHIVE = "/apache-maven-3.9.16-bin.tar.gz";
    /** All that the script may ask for, Maven apart. */
    private static final List<String> TOOLS = List.of(
            "sh", "curl", "tar", "gzip", "sha512sum", "awk", "sed", "head", "mkdir", "mktemp", "mv", "rm", "dirname");

    @TempDir
    private Path machine;

    private HttpServer server;
    private byte[] archive;

    @BeforeEach
    void prepareMachine() throws Exception {
        assumeThat(TOOLS).as("tools on the PATH").allMatch(MainJobIT::isOnThePath);
        Files.createDirectories(machine.resolve("bin"));
        for (String tool : TOOLS) {
            lend(tool, which(tool));
        }
        lend("java", Path.of(System.getProperty("java.home"), "bin", "java"));
        archive = archiveWithAMavenThatTellsItsArguments();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(ARCHIVE, exchange -> {
            exchange.sendResponseHeaders(200, archive.length);
            exchange.getResponseBody().write(archive);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        if (server != null) {
            server.stop(0);
        }
    }

    @Test
    void mavenWithTheRightChecksumIsUnpackedAndRunWithAllArguments() throws Exception {
        Run run = mvnw(checksum(), "verify", "-Dtext=two words");

        assertThat(run.output()).contains("[verify][-Dtext=two words]");
        assertThat(run.exit()).isZero();
        assertThat(dists()).hasSize(1).allMatch(name -> name.startsWith("portcullis-maven-3.9.16-"));
    }

    @Test
    void mavenThatWasUnpackedBeforeIsRunWithoutTheNetwork() throws Exception {
        mvnw(checksum(), "first");
        server.stop(0);

        assertThat(mvnw(checksum(), "second").output()).contains("[second]");
    }

    @Test
    void archiveWithAnotherChecksumIsRefusedAndNothingIsLeft() throws Exception {
        Run run = mvnw(null, "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("wrong SHA-512").doesNotContain("[verify]");
        assertThat(dists()).isEmpty();
    }

    @Test
    void archiveThatIsNotThereIsSaidInOneSentence() throws Exception {
        server.removeContext(ARCHIVE);

        Run run = mvnw(checksum(), "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("mvnw: cannot download Maven 3.9.16");
        assertThat(dists()).isEmpty();
    }

    @Test
    void mavenThatIsInstalledAndNewEnoughIsTaken() throws Exception {
        installMaven("3.8.6");

        assertThat(mvnw(null, "verify").output()).contains("installed [verify]");
    }

    @Test
    void mavenThatIsInstalledAndTooOldIsPassedOver() throws Exception {
        installMaven("3.8.5");

        assertThat(mvnw(checksum(), "verify").output()).contains("[verify]").doesNotContain("installed [verify]");
    }

    @Test
    void javaThatIsTooOldIsNamedWithWhatToInstall() throws Exception {
        script("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");

        Run run = mvnw(checksum(), "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .isEqualToIgnoringNewLines(
                        "mvnw: Java 11 is too old: install a JDK 17 or later, or point JAVA_HOME at one.");
    }

    @Test
    void missingJavaIsNamedWithWhatToInstall() throws Exception {
        Files.delete(machine.resolve("bin/java"));

        Run run = mvnw(checksum(), "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output())
                .isEqualToIgnoringNewLines(
                        "mvnw: no Java found: install a JDK 17 or later, or point JAVA_HOME at one.");
    }

    private record Run(int exit, String output) {}

    private Run mvnw(@Nullable String sha512, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(Stream.concat(
                                Stream.of(machine.resolve("bin/sh").toString(), MVNW.toString()), Stream.of(arguments))
                        .toList())
                .directory(machine.toFile())
                .redirectErrorStream(true);
        Map<String, String> environment = new TreeMap<>(Map.of(
                "PATH", machine.resolve("bin").toString(),
                "HOME", machine.toString(),
                "MVNW_REPO", "http://127.0.0.1:" + server.getAddress().getPort()));
        if (sha512 != null) {
            environment.put("MVNW_SHA512", sha512);
        }
        builder.environment().keySet().retainAll(List.of());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Run(process.waitFor(), output);
    }

    private List<String> dists() throws IOException {
        Path dists = machine.resolve(".m2/wrapper/dists");
        try (Stream<Path> entries = Files.exists(dists) ? Files.list(dists) : Stream.empty()) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }

    private String checksum() throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(archive));
    }

    private byte[] archiveWithAMavenThatTellsItsArguments() throws Exception {
        Path maven = Files.createDirectories(machine.resolve("apache-maven-3.9.16/bin"))
                .resolve("mvn");
        executable(maven, "for argument; do printf '[%s]' \"$argument\"; done");
        Path file = machine.resolve("maven.tar.gz");
        int exit = new ProcessBuilder("tar", "-czf", file.toString(), "-C", machine.toString(), "apache-maven-3.9.16")
                .start()
                .waitFor();
        assertThat(exit).isZero();
        return Files.readAllBytes(file);
    }

    private void installMaven(String version) throws IOException {
        script(
                "mvn",
                "case $1 in --version) echo 'Apache Maven " + version + "' ;; *) echo \"installed [$1]\" ;; esac");
    }

    private void script(String name, String text) throws IOException {
        Files.deleteIfExists(machine.resolve("bin").resolve(name));
        executable(machine.resolve("bin").resolve(name), text);
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** Not a symbolic link: JUnit, which tidies up here, would warn about each. */
    private void lend(String name, Path program) throws IOException {
        script(name, "exec '" + program + "' \"$@\"");
    }

    private static Path which(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(entry -> Path.of(entry, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}

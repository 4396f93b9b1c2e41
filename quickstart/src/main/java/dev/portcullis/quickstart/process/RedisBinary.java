package dev.portcullis.quickstart.process;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server to start: the one on the PATH where it is new enough, else the binary that travels with the quickstart.
 *
 * @param path the executable
 * @param version what it says of itself
 */
record RedisBinary(Path path, String version) {

    /** 6.2 brought what the revocation log's scripts and checks stand on. */
    private static final int OLDEST_MAJOR = 6;

    private static final int OLDEST_MINOR = 2;
    private static final Pattern VERSION = Pattern.compile("v=((\\d+)\\.(\\d+)[.\\d]*)");

    /** Chooses one. Where it has to be unpacked, that is done into the folder. */
    static RedisBinary choose(Path folder) {
        return onThePath()
                .or(() -> unpacked(folder))
                .orElseThrow(() -> new CannotStart("No Redis can be run on this machine: install redis-server "
                        + OLDEST_MAJOR + "." + OLDEST_MINOR + " or later, so that it is on the PATH."));
    }

    private static Optional<RedisBinary> onThePath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(entry -> Path.of(entry, "redis-server"))
                .filter(Files::isExecutable)
                .flatMap(path -> ask(path).stream())
                .findFirst();
    }

    private static Optional<RedisBinary> unpacked(Path folder) {
        try {
            return ask(ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath());
        } catch (IOException | RuntimeException noneForThisMachine) {
            return Optional.empty();
        }
    }

    private static Optional<RedisBinary> ask(Path path) {
        try {
            Process asked = new ProcessBuilder(path.toString(), "--version").start();
            Matcher version =
                    VERSION.matcher(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return version.find() && isNewEnough(version)
                    ? Optional.of(new RedisBinary(path, version.group(1)))
                    : Optional.empty();
        } catch (IOException cannotBeRun) {
            return Optional.empty();
        }
    }

    private static boolean isNewEnough(Matcher version) {
        int major = Integer.parseInt(version.group(2));
        return major > OLDEST_MAJOR || (major == OLDEST_MAJOR && Integer.parseInt(version.group(3)) >= OLDEST_MINOR);
    }
}

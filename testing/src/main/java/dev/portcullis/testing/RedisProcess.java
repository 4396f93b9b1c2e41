package dev.portcullis.testing;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

/** A Redis that runs as a child process, so that signals reach it. */
final class RedisProcess implements RealRedis {

    private final Path folder;
    private final Path executable;
    private final int port;
    private final Words words;
    private Process process;

    /**
     * The command line, but for port, address and folder.
     *
     * @param first a configuration file stands before all else
     */
    private record Words(List<String> first, List<String> last) {}

    private RedisProcess(Path folder, Path executable, int port, Words words) {
        this.folder = folder;
        this.executable = executable;
        this.port = port;
        this.words = words;
        this.process = launch();
        // A test run that is interrupted must not leave a server behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    }

    static RedisProcess start() {
        return start(FreePort.choose(), "--save", "", "--maxmemory-policy", "noeviction");
    }

    /** With more words of its command line. */
    static RedisProcess start(int port, String... more) {
        return start(port, new Words(List.of(), List.of(more)));
    }

    /** A Sentinel with this configuration, which it writes to. */
    static RedisProcess sentinel(Path file) {
        return start(FreePort.choose(), new Words(List.of(file.toString(), "--sentinel"), List.of()));
    }

    private static RedisProcess start(int port, Words words) {
        try {
            Path folder = Files.createTempDirectory("portcullis-redis-");
            Path executable = onThePath().orElseGet(() -> embedded(folder));
            return new RedisProcess(folder, executable, port, words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> onThePath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(entry -> Path.of(entry, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path embedded(Path folder) {
        try {
            return ExecutableProvider.newJarResourceProvider(folder.toFile())
                    .get()
                    .toPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(executable.toString()));
        command.addAll(words.first());
        command.addAll(List.of("--port", String.valueOf(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
        command.addAll(words.last());
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis.log").toFile())
                    .start();
            Awaitility.await("Redis on port " + port)
                    .atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(20))
                    .ignoreExceptions()
                    .until(() -> "PONG".equals(cli("PING")));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String host() {
        return "127.0.0.1";
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void pause() {
        Signal.STOP.to(process.pid());
    }

    @Override
    public void resume() {
        Signal.CONT.to(process.pid());
    }

    @Override
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void restartEmpty() {
        kill();
        try {
            Files.deleteIfExists(folder.resolve("dump.rdb"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = launch();
    }

    @Override
    public void restartAsSaved() {
        kill();
        process = launch();
    }

    @Override
    public void close() {
        kill();
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

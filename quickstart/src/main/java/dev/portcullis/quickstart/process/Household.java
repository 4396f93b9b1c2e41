package dev.portcullis.quickstart.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every process that the quickstart has, and the folder they write to. All are gone once it is closed. */
public final class Household implements AutoCloseable {

    /** Longer than a service takes to answer its last requests, shorter than a person's patience after Ctrl-C. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Path folder;
    private final Guardian guardian;
    private final Map<Process, Consumer<Process>> endings = new HashMap<>();
    private boolean closing;

    private Household(Path folder) {
        this.folder = folder;
        this.guardian = Guardian.over(folder);
    }

    /** An empty one, in a folder of its own. */
    public static Household found() {
        try {
            return new Household(Files.createTempDirectory("portcullis-quickstart-"));
        } catch (IOException e) {
            throw new CannotStart("No folder can be made in " + System.getProperty("java.io.tmpdir") + ".", e);
        }
    }

    /** Where everything that they write lies. */
    public Path folder() {
        return folder;
    }

    /** Where a process of that name logs to. */
    public Path log(String name) {
        return folder.resolve(name + ".log");
    }

    /** Whether it is being closed, so that a process that ends is no surprise. */
    public synchronized boolean isClosing() {
        return closing;
    }

    /** Starts a process that ends with this one, and that takes its time over it. */
    Process start(String name, ProcessBuilder builder) {
        return start(name, builder, Process::destroy);
    }

    /** Starts a process that has nothing to tidy up, so that it is ended at once, also where it hangs. */
    Process startExpendable(String name, ProcessBuilder builder) {
        return start(name, builder, Process::destroyForcibly);
    }

    private synchronized Process start(String name, ProcessBuilder builder, Consumer<Process> ending) {
        if (closing) {
            throw new CannotStart("The quickstart is being stopped.");
        }
        try {
            Process process = builder.directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name).toFile()))
                    .start();
            endings.keySet().removeIf(earlier -> !earlier.isAlive());
            endings.put(process, ending);
            guardian.watch(endings.keySet());
            return process;
        } catch (IOException e) {
            throw new CannotStart("The " + name + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** Ends all of them, first by asking. Blocks up to some seconds. */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        endings.forEach((process, ending) -> ending.accept(process));
        try {
            allEnded().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception stillRunning) {
            endings.keySet().forEach(Process::destroyForcibly);
            allEnded().join();
        }
        guardian.watch(List.of());
        delete();
        guardian.close();
    }

    private CompletableFuture<Void> allEnded() {
        return CompletableFuture.allOf(
                endings.keySet().stream().map(Process::onExit).toArray(CompletableFuture[]::new));
    }

    private void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    file.deleteOnExit();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

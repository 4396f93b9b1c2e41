package dev.portcullis.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.testing.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The quickstart as a person runs it: the very jar, in a process of its own, known by what it prints. */
final class RunningQuickstart implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<String> FREE_PORTS = List.of(
            "--portcullis.quickstart.gateway-port=0",
            "--portcullis.quickstart.auth-port=0",
            "--portcullis.quickstart.upstream-port=0");

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private RunningQuickstart(Process process) {
        this.process = process;
        Thread reader = new Thread(this::read, "quickstart-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** With exactly these arguments. */
    static RunningQuickstart start(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(signalsAsInATerminal());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-jar", Path.of("target", "portcullis-quickstart.jar").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new RunningQuickstart(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RunningQuickstart startOnFreePorts(Map<String, String> environment, String... more) {
        return start(
                environment, Stream.concat(FREE_PORTS.stream(), Stream.of(more)).toArray(String[]::new));
    }

    /** A build in the background of a shell is deaf to SIGINT, and so would be all that it starts. */
    private static List<String> signalsAsInATerminal() {
        List<String> heard = List.of("env", "--default-signal=INT");
        try {
            return new ProcessBuilder(Stream.concat(heard.stream(), Stream.of("true"))
                                            .toList())
                                    .start()
                                    .waitFor()
                            == 0
                    ? heard
                    : List.of();
        } catch (IOException noSuchEnv) {
            return List.of();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(lines::add);
        } catch (UncheckedIOException | IOException ended) {
            // what came until then is what there is
        }
    }

    RunningQuickstart awaitBanner() {
        await("the banner")
                .atMost(PATIENCE)
                .until(() -> !process.isAlive() || lines.stream().anyMatch(line -> line.startsWith("kill -KILL")));
        assertThat(process.isAlive()).as(output()).isTrue();
        return this;
    }

    String output() {
        return String.join("\n", lines);
    }

    /** What the pattern's group matches, in the last line that has it: things that change are told again. */
    String told(String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(output());
        String found = null;
        while (matcher.find()) {
            found = matcher.group(1);
        }
        assertThat(found).as(pattern + " in\n" + output()).isNotNull();
        return String.valueOf(found);
    }

    /** The lines to copy under the heading of a step. */
    List<String> linesToCopy(int step) {
        int heading = output().indexOf("\n# " + step + "  ");
        assertThat(heading).as("step " + step).isPositive();
        return output().substring(heading + 1)
                .lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("# "))
                .filter(line -> !line.isBlank())
                .toList();
    }

    String gateway() {
        return told("gateway +(http\\S+)");
    }

    String password(String username) {
        return told("(?m)^  " + username + " +password (.*?)   roles");
    }

    long redisPid() {
        return Long.parseLong(told("(?:redis .*|same port now, )pid (\\d+)"));
    }

    long authPid() {
        return Long.parseLong(told("auth service +http\\S+ +pid (\\d+)"));
    }

    long pid() {
        return process.pid();
    }

    /** Every process it has started and those they started. */
    List<ProcessHandle> descendants() {
        return process.descendants().toList();
    }

    RunningQuickstart signal(Signal signal) {
        signal.to(process.pid());
        return this;
    }

    int awaitExit() {
        await("the end of the quickstart").atMost(PATIENCE).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroy();
        awaitExit();
    }
}

package dev.portcullis.quickstart.process;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A shell that outlives this process by a moment. It reads from a pipe which processes are ours; the pipe ends when this
 * process does, however that came about, SIGKILL included, and the shell then ends them and removes their folder.
 */
final class Guardian implements AutoCloseable {

    /** Deaf to Ctrl-C, which a terminal sends to every process in the foreground. The last line it read is what counts. */
    private static final String SCRIPT = """
            trap '' INT TERM HUP
            pids=
            while read -r line; do pids=$line; done
            [ -z "$pids" ] || kill -KILL $pids
            rm -rf -- "$1"
            [ -z "$pids" ] || { sleep 1; rm -rf -- "$1"; }
            """;

    private final Process shell;
    private final Writer pipe;

    private Guardian(Process shell) {
        this.shell = shell;
        this.pipe = shell.outputWriter(StandardCharsets.US_ASCII);
    }

    static Guardian over(Path folder) {
        try {
            return new Guardian(new ProcessBuilder("sh", "-c", SCRIPT, "portcullis-guardian", folder.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException e) {
            throw new CannotStart("The quickstart needs a POSIX shell: sh is not on the PATH.", e);
        }
    }

    /** From now on these, and no others, are ended with this process. */
    void watch(Collection<Process> processes) {
        String pids = processes.stream()
                .map(process -> String.valueOf(process.pid()))
                .collect(Collectors.joining(" ", "", "\n"));
        try {
            pipe.write(pids);
            pipe.flush();
        } catch (IOException e) {
            throw new CannotStart("The shell that watches over the quickstart's processes has ended.", e);
        }
    }

    /** Lets it go, with nothing left to end. */
    @Override
    public void close() {
        try {
            pipe.close();
        } catch (IOException alreadyGone) {
            shell.destroyForcibly();
        }
        shell.onExit().join();
    }
}

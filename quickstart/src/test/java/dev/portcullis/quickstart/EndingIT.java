package dev.portcullis.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.testing.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** However it ends while it starts, nothing of it is left. {@link MainJobIT} ends one that runs. */
class EndingIT {

    @Test
    void quickstartThatIsEndedWhileItStartsLeavesNothing() {
        RunningQuickstart quickstart = halfWay();
        List<ProcessHandle> all = quickstart.descendants();

        List<Path> folders = foldersOf(all);
        int exit = quickstart.signal(Signal.TERM).awaitExit();

        assertThat(exit).isEqualTo(128 + 15);
        assertThat(all).noneMatch(ProcessHandle::isAlive);
        assertThat(folders).noneMatch(Files::exists);
    }

    @Test
    void killedQuickstartLeavesNothing() {
        RunningQuickstart quickstart = halfWay();
        List<ProcessHandle> all = quickstart.descendants();
        List<Path> folders = foldersOf(all);

        quickstart.signal(Signal.KILL).awaitExit();

        await("the guardian's work")
                .atMost(RunningQuickstart.PATIENCE)
                .until(() -> all.stream().noneMatch(ProcessHandle::isAlive)
                        && folders.stream().noneMatch(Files::exists));
    }

    @Test
    void serviceThatEndsIsNamedAndEndsTheRest() {
        RunningQuickstart quickstart = halfWay();
        List<ProcessHandle> all = quickstart.descendants();

        all.stream()
                .filter(process -> commandLine(process).contains("portcullis-auth-service.jar"))
                .forEach(ProcessHandle::destroyForcibly);

        assertThat(quickstart.awaitExit()).isEqualTo(1);
        assertThat(quickstart.output()).contains("The auth-service has ended with exit code 137.");
        assertThat(all).noneMatch(ProcessHandle::isAlive);
    }

    private static RunningQuickstart halfWay() {
        RunningQuickstart quickstart = RunningQuickstart.startOnFreePorts(Map.of());
        await("the auth service's process")
                .atMost(RunningQuickstart.PATIENCE)
                .until(() -> quickstart.descendants().stream()
                        .anyMatch(process -> commandLine(process).contains("portcullis-auth-service.jar")));
        return quickstart;
    }

    /** The folder that the guardian is to remove, as its last argument. */
    private static List<Path> foldersOf(List<ProcessHandle> processes) {
        List<Path> folders = processes.stream()
                .map(EndingIT::commandLine)
                .filter(line -> line.contains("portcullis-guardian"))
                .map(line -> Path.of(line.substring(line.lastIndexOf(' ') + 1).strip()))
                .toList();
        assertThat(folders).as("the guardian's folder").isNotEmpty();
        return folders;
    }

    private static String commandLine(ProcessHandle process) {
        return process.info()
                .arguments()
                .map(arguments -> String.join(" ", arguments))
                .orElse("");
    }
}

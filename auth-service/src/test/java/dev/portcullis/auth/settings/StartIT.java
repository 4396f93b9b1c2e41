package dev.portcullis.auth.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.AuthServiceApplication;
import dev.portcullis.testing.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad configurations, as an operator meets them: another process, its output and its exit code. */
class StartIT {

    @TempDir
    private Path folder;

    private record Ended(int code, String output) {}

    @Test
    void missingSecretsAreNamedBeforeAnythingIsTouched() throws Exception {
        Ended ended = run(Map.of());

        assertStopped(ended, "PORTCULLIS_KEY_ENCRYPTION_KEY must hold", "PORTCULLIS_REFRESH_KEY must hold");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void unknownKeyIsNamedWithoutItsValue() throws Exception {
        Ended ended = run(AuthService.keys(), "--portcullis.auth.isuer=s3cret");

        assertStopped(ended, "portcullis.auth.isuer");
    }

    @Test
    void misspeltSectionIsNamedWithoutItsValue() throws Exception {
        Ended ended = run(AuthService.keys(), "--portcullis.oauth.issuer=s3cret");

        assertStopped(ended, "portcullis.oauth.issuer");
    }

    @Test
    void valueOfAnotherTypeIsNotPrinted() throws Exception {
        Ended ended = run(AuthService.keys(), "--portcullis.auth.refresh-grace=s3cret");

        assertStopped(ended, "portcullis.auth.refresh-grace must be a duration such as 10s or 15m");
    }

    @Test
    void databaseThatDoesNotAnswerIsOneSentence() throws Exception {
        Ended ended = run(
                AuthService.keys(),
                "--spring.r2dbc.url=r2dbc:postgresql://s3cret:s3cret@127.0.0.1:" + FreePort.choose() + "/auth");

        assertStopped(ended, "The database that spring.r2dbc.url names cannot be opened.");
    }

    private static void assertStopped(Ended ended, String... sentences) {
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains(sentences);
        assertThat(ended.output()).doesNotContain("s3cret", "\tat ", "Caused by");
    }

    private Ended run(Map<String, String> environment, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                AuthServiceApplication.class.getName(),
                "--server.port=0",
                "--management.server.port=0"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTCULLIS"));
        builder.environment().putAll(new HashMap<>(environment));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }
}

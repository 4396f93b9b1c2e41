package dev.portcullis.gateway.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar as an operator starts it. */
final class GatewayJarIT {

    private static final Path JAR = Path.of("target", "portcullis-gateway.jar");

    @Test
    void badConfigurationEndsWithOneSentenceEachAndTheExitCode1(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yml"), """
                portcullis:
                  revocation:
                    mode: follow-VALUE
                spring.cloud.gateway.server.webflux:
                  routes:
                    - id: orders
                      uri: http://127.0.0.1:1
                      predicates: [Path=/**]
                      metadata:
                        access:
                          rolls: [VALUE]
                    - id: orders
                      uri: http://127.0.0.1:1
                      predicates: [Path=/**]
                """);

        Process process = start("--spring.config.additional-location=" + file.toUri());
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(output)
                .contains(
                        "portcullis.revocation.mode: is not known; allowed are replicated, direct and off",
                        "Route 'orders': metadata.access.rolls: is not known; allowed are scopes, roles,",
                        "Route 'orders': id: is used more than once")
                .doesNotContain("VALUE", "\tat ", "Exception");
    }

    private static Process start(String argument) throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"), "-jar", JAR.toString(), argument))
                .redirectErrorStream(true)
                .start();
    }
}

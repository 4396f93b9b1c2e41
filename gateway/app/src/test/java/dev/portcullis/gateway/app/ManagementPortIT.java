package dev.portcullis.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is told at start of what the gateway does not guard. */
@ExtendWith(OutputCaptureExtension.class)
final class ManagementPortIT {

    private static final String WARNING = "Management endpoints answer on the port of the traffic";

    private static void start(String... management) {
        new SpringApplicationBuilder(GatewayApplication.class)
                .properties("spring.data.redis.port=1", "PORTCULLIS_JWKS_URI=http://127.0.0.1:1/jwks")
                .run(management)
                .close();
    }

    @Test
    void deliveredGatewayAnswersNothingButItsRoutes(CapturedOutput output) {
        start("--server.port=0", "--management.server.port=0");

        assertThat(output.getAll()).doesNotContain(WARNING, "answers some requests itself", "is not read");
    }

    @Test
    void managementOnThePortOfTheTrafficIsTold(CapturedOutput output) {
        start(
                "--spring.config.location=optional:classpath:/none/",
                "--server.port=0",
                "--portcullis.revocation.mode=off",
                "--management.endpoints.web.exposure.include=health");

        assertThat(output.getAll()).containsOnlyOnce(WARNING).contains("/actuator/health");
    }
}

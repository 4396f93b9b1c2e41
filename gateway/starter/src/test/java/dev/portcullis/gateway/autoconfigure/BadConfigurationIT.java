package dev.portcullis.gateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portcullis.gateway.edge.TestGateway;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A bad configuration stops the start with sentences, and prints no value. */
@ExtendWith(OutputCaptureExtension.class)
final class BadConfigurationIT {

    private static final String SECRET = "VALUE-not-to-be-printed";

    private static void start(String... changes) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.config.location=classpath:edge.yml",
                "--upstream=http://127.0.0.1:1",
                "--jwks=http://127.0.0.1:1/jwks",
                "--portcullis.revocation.mode=off"));
        arguments.addAll(List.of(changes));
        new SpringApplicationBuilder(TestGateway.class)
                .run(arguments.toArray(String[]::new))
                .close();
    }

    @Test
    void goodConfigurationStarts() {
        start();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "portcullis.isuers.main.issuer | portcullis.isuers.main.issuer: is not known; allowed below portcullis are",
                "portcullis.revocation.max-staleness | portcullis.revocation.max-staleness: has a value of another kind",
                "portcullis.issuers.main.issued-at | portcullis.issuers.main.issued-at: is not known; allowed are iat and jti"
            })
    void problemIsASentenceThatNamesTheKeyAndNotItsValue(String key, String sentence, CapturedOutput output) {
        assertThatThrownBy(() -> start("--" + key + "=" + SECRET)).isNotNull();

        assertThat(output.getAll())
                .contains("APPLICATION FAILED TO START", sentence)
                .doesNotContain(SECRET);
    }

    /** With one node in mind a deposed master that lost its replicas would be believed. */
    @Test
    void sentinelWithoutTheNumberOfItsNodesStopsTheStart(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(TestGateway.class)
                        .run(
                                "--spring.config.location=classpath:edge.yml",
                                "--upstream=http://127.0.0.1:1",
                                "--jwks=http://127.0.0.1:1/jwks",
                                "--portcullis.revocation.mode=replicated",
                                "--spring.data.redis.sentinel.master=" + SECRET,
                                "--spring.data.redis.sentinel.nodes=127.0.0.1:1"))
                .isNotNull();

        assertThat(output.getAll())
                .contains("portcullis.revocation.nodes: is missing; with Sentinel or Cluster")
                .doesNotContain(SECRET);
    }

    @Test
    void protectedRouteWithoutAnyIssuerIsAProblem(CapturedOutput output) {
        assertThatThrownBy(() -> new SpringApplicationBuilder(TestGateway.class)
                        .run(
                                "--spring.config.location=optional:classpath:none.yml",
                                "--server.port=0",
                                "--portcullis.revocation.mode=off",
                                "--spring.cloud.gateway.server.webflux.routes[0].id=r",
                                "--spring.cloud.gateway.server.webflux.routes[0].uri=http://127.0.0.1:1",
                                "--spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/**"))
                .isNotNull();

        assertThat(output.getAll()).contains("portcullis.issuers: is empty while a route needs a token");
    }
}

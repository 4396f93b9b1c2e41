package dev.portcullis.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The limit for an upstream's answer ends with the answer's head. That it has passed is known by another request, asked
 * later, which has run into it.
 */
final class ResponseTimeoutIT {

    private final StreamUpstream upstream = new StreamUpstream();
    private final Edge edge = upstream.edge("--spring.cloud.gateway.server.webflux.httpclient.response-timeout=2s");

    @AfterEach
    void close() {
        edge.close();
        upstream.close();
    }

    @Test
    void answerThatHasBegunMayTakeLongerThanOneThatHasNot() throws IOException {
        upstream.says("12345");
        try (BegunAnswer answer = BegunAnswer.of(edge, "GET /open/sized HTTP/1.1\r\nHost: edge.example\r\n\r\n")) {
            assertThat(answer.head().status()).isEqualTo(200);
            assertThat(answer.body().readNBytes(5)).hasSize(5);

            assertThat(edge.get("/open/silent").reply().status()).isEqualTo(504);
            upstream.says("67890");

            assertThat(answer.body().readNBytes(5))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("67890");
        }
    }
}

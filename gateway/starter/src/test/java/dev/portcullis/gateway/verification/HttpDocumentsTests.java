package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What is taken from the address of a key set. */
final class HttpDocumentsTests {

    private final DocumentServer server = new DocumentServer();
    private final JwksSource source = JwksSource.at(server.uri("/jwks"));

    @BeforeEach // a slow machine must not run into the limits on a load
    void stopTheTime() {
        VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void close() {
        VirtualTimeScheduler.reset();
        server.close();
    }

    @Test
    void bytesOfA200AreTakenAsTheyAre() {
        server.serve("/jwks", "{\"keys\":[]}");

        assertThat(source.load().block()).isEqualTo("{\"keys\":[]}".getBytes(UTF_8));
    }

    @Test
    void registeredTypeIsAskedForAndAnyOtherIsTaken() {
        server.serve("/jwks", "{}");
        source.load().block();

        assertThat(server.accepted()).startsWith("application/jwk-set+json").contains("*/*");
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 206, 400, 401, 404, 500, 503})
    void answerWithAnotherStatusIsNone(int status) {
        server.answer("/jwks", status, "{\"keys\":[]}".getBytes(UTF_8));

        assertThatThrownBy(() -> source.load().block())
                .isInstanceOf(JwksSource.Unusable.class)
                .hasMessage("status " + status);
    }

    @Test
    void redirectIsNotFollowed() {
        server.serve("/elsewhere", "{\"keys\":[]}");
        server.redirect("/jwks", server.uri("/elsewhere"));

        assertThatThrownBy(() -> source.load().block()).hasMessage("status 302");
        assertThat(server.asked()).containsExactly("/jwks");
    }

    @Test
    void largestDocumentIsTakenWholeAndALargerOneNotAtAll() {
        server.answer("/jwks", 200, new byte[JwksSource.MAX_BYTES]);
        assertThat(source.load().block()).hasSize(JwksSource.MAX_BYTES);

        server.answer("/jwks", 200, new byte[JwksSource.MAX_BYTES + 1]);
        assertThatThrownBy(() -> source.load().block())
                .isInstanceOf(JwksSource.Unusable.class)
                .hasMessage("larger than 524288 bytes");
    }
}

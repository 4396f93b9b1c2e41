package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.StreamUpstream.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small bodies that come slowly, and answers that have none: on one connection, as a client that keeps it sees them. */
final class BodyLifetimeIT {

    private static final Instant REFUSED = TestTokens.NOW.plusSeconds(300).plus(TestTokens.SKEW);

    private final StreamUpstream upstream = new StreamUpstream();
    private final Edge edge = upstream.edge();

    @AfterEach
    void close() {
        edge.close();
        upstream.close();
    }

    @Test
    void smallBodyThatTakesLongerThanItsTokenLivesIsCutInTheMiddle() throws IOException {
        try (Socket client = asks("GET /token/sized")) {
            InputStream in = dribbles(client);

            edge.now.set(REFUSED);

            assertThat(in.readAllBytes()).isEmpty();
            assertThat(ended()).isOne();
        }
    }

    @Test
    void smallBodyThatIsDoneByThenIsWholeAndItsConnectionServesOn() throws IOException {
        try (Socket client = asks("GET /token/sized")) {
            InputStream in = dribbles(client);
            edge.now.set(REFUSED.minusNanos(1));
            upstream.says("67890");
            assertThat(in.readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("67890");
            await().until(() -> kept(edge) == 0);

            edge.now.set(REFUSED);
            ask(client, "GET /public/next");

            assertThat(RawHttp.read(in, false).status()).isEqualTo(200);
            assertThat(ended()).isZero();
        }
    }

    @Test
    void publicBodyMayTakeAsLongAsItLikes() throws IOException {
        try (Socket client = asks("GET /open/sized");
                ClientSocket bound = ClientSocket.bearing(TestTokens.valid(), edge, "/token/ws")) {
            InputStream in = begins(client);
            await().until(() -> bound.hasHeard() && kept(edge) == 1);

            edge.now.set(REFUSED);
            await().until(bound::isClosed);
            upstream.says("67890");

            assertThat(in.readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("67890");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD /token/sized", "GET /token/status/204", "GET /token/status/304"})
    void answerWithoutABodyIsWholeAndItsConnectionOutlivesTheToken(String request) throws IOException {
        try (Socket client = asks(request);
                ClientSocket bound = ClientSocket.bearing(TestTokens.valid(), edge, "/token/ws")) {
            InputStream in = new BufferedInputStream(client.getInputStream());
            assertThat(RawHttp.read(in, true).status()).isIn(200, 204, 304);
            await().until(() -> bound.hasHeard() && kept(edge) == 1);

            edge.now.set(REFUSED);
            await().until(bound::isClosed);
            ask(client, "GET /public/next");

            assertThat(RawHttp.read(in, false).status()).isEqualTo(200);
            assertThat(ended()).isOne();
        }
    }

    /** Half of it has come, and the gateway has found it open. */
    private InputStream dribbles(Socket client) throws IOException {
        InputStream in = begins(client);
        await().until(() -> kept(edge) == 1);
        return in;
    }

    private InputStream begins(Socket client) throws IOException {
        upstream.says("12345");
        InputStream in = new BufferedInputStream(client.getInputStream());
        RawHttp.Reply head = RawHttp.read(in, true);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.values("content-length")).containsExactly("" + StreamUpstream.DECLARED);
        assertThat(in.readNBytes(5)).asString(StandardCharsets.US_ASCII).isEqualTo("12345");
        return in;
    }

    private Socket asks(String request) throws IOException {
        Socket client = new Socket("127.0.0.1", edge.port());
        client.setSoTimeout(20_000);
        ask(client, request);
        return client;
    }

    private static void ask(Socket client, String request) throws IOException {
        String text =
                request + " HTTP/1.1\r\nHost: edge.example\r\nAuthorization: Bearer " + TestTokens.valid() + "\r\n\r\n";
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** A cut is counted after it is made, so the client may know first; the tick that made it says last how many are kept. */
    private int ended() {
        await().until(() -> kept(edge) == 0);
        return (int)
                edge.context().getBean(MeterRegistry.class).find("portcullis.gateway.streams.ended").counters().stream()
                        .mapToDouble(counter -> counter.count())
                        .sum();
    }
}

package dev.portcullis.gateway.edge;

import static dev.portcullis.gateway.edge.StreamUpstream.kept;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.verification.TestTokens;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.netty.http.client.HttpClient;

/** What each rule lets a stream outlast, and what it ends with. */
final class StreamLifetimeIT {

    private static final int SESSION = 600;

    private final StreamUpstream upstream = new StreamUpstream();
    private final Edge edge = upstream.edge();

    @AfterEach
    void close() {
        edge.close();
        upstream.close();
    }

    @Test
    void publicStreamIsNeverCut() {
        try (ClientSocket open = ClientSocket.bearing(TestTokens.valid(), edge, "/open/ws");
                ClientSocket bound = ClientSocket.bearing(TestTokens.valid(), edge, "/token/ws")) {
            await().until(() -> open.hasHeard() && bound.hasHeard() && kept(edge) == 1);

            edge.now.set(TestTokens.NOW.plus(Duration.ofDays(365)));

            await().until(bound::isClosed);
            assertThat(bound.closing()).isEqualTo("1008 token_expired");
            assertThat(open.isClosed()).isFalse();
        }
    }

    @Test
    void webSocketOfASessionOutlastsItsTokenAndFallsWithTheSession() {
        try (ClientSocket session = ClientSocket.bearing(ofSession(SESSION), edge, "/session/ws");
                ClientSocket token = ClientSocket.bearing(ofSession(SESSION), edge, "/token/ws")) {
            await().until(() -> session.hasHeard() && token.hasHeard() && kept(edge) == 2);

            edge.now.set(
                    TestTokens.NOW.plusSeconds(SESSION).plus(TestTokens.SKEW).minusNanos(1));
            await().until(() -> token.isClosed() && kept(edge) == 1); // the tick that ends both would say 0
            assertThat(session.isClosed()).isFalse();
            edge.now.set(TestTokens.NOW.plusSeconds(SESSION).plus(TestTokens.SKEW));

            await().until(session::isClosed);
            assertThat(session.closing()).isEqualTo("1008 session_expired");
        }
    }

    @Test
    void webSocketOfALongerSessionFallsAtTheLimitOfItsRoute() {
        try (ClientSocket socket = ClientSocket.bearing(ofSession(86_400), edge, "/session/ws");
                ClientSocket token = ClientSocket.bearing(ofSession(86_400), edge, "/token/ws")) {
            await().until(() -> socket.hasHeard() && token.hasHeard() && kept(edge) == 2);

            edge.now.set(TestTokens.NOW.plus(Duration.ofHours(1)).minusNanos(1));
            await().until(() -> token.isClosed() && kept(edge) == 1); // the tick that ends both would say 0
            assertThat(socket.isClosed()).isFalse();
            edge.now.set(TestTokens.NOW.plus(Duration.ofHours(1)));

            await().until(socket::isClosed);
            assertThat(socket.closing()).isEqualTo("1008 stream_lifetime_reached");
        }
    }

    @Test
    void eventStreamOfASessionOutlastsItsTokenAndNeverLooksWhole() {
        AtomicReference<String> part = new AtomicReference<>();
        AtomicReference<String> end = new AtomicReference<>();
        upstream.says("data: 1\n\n");
        HttpClient.create()
                .headers(headers -> headers.set("Authorization", "Bearer " + ofSession(SESSION)))
                .get()
                .uri("http://127.0.0.1:" + edge.port() + "/session/events")
                .responseContent()
                .asString()
                .subscribe(part::set, error -> end.set(error.getClass().getSimpleName()), () -> end.set("whole"));
        try (ClientSocket token = ClientSocket.bearing(TestTokens.valid(), edge, "/token/ws")) {
            await().until(() -> "data: 1\n\n".equals(part.get()) && token.hasHeard() && kept(edge) == 2);

            edge.now.set(TestTokens.NOW.plusSeconds(SESSION));
            await().until(token::isClosed);
            upstream.says("data: 2\n\n");
            await().until(() -> "data: 2\n\n".equals(part.get()));
            edge.now.set(TestTokens.NOW.plusSeconds(SESSION).plus(TestTokens.SKEW));

            await().until(() -> end.get() != null);
            assertThat(end).hasValue("PrematureCloseException");
        }
    }

    private static String ofSession(int seconds) {
        return TestTokens.with(
                claims -> claims.put("session_exp", TestTokens.seconds(TestTokens.NOW.plusSeconds(seconds))));
    }
}

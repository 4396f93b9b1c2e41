package dev.portcullis.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.gateway.stream.OpenStreams;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.websocket.WebsocketInbound;

/** A real upstream that never ends what it began, behind a real gateway. */
final class StreamIT {

    private static final int DECLARED = 1_000_000;

    private final AtomicInteger upstreamOpen = new AtomicInteger();
    private final DisposableServer endless = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(routes -> routes.ws("/stream/ws", (in, out) -> out.sendString(endless("hello")))
                    .get("/stream/sse", (request, response) -> response.sse().sendString(endless("data: 1\n\n")))
                    .get(
                            "/stream/file",
                            (request, response) -> response.header("Content-Length", "" + DECLARED)
                                    .sendString(endless("part"))))
            .bindNow();
    private final Edge edge = new Edge((fresh, context) -> {
                Edge.answeringForItself(fresh, context);
                context.registerBean(
                        "endless",
                        RouteLocator.class,
                        () -> context.getBean(RouteLocatorBuilder.class)
                                .routes()
                                .route(
                                        "endless",
                                        route -> route.order(-2)
                                                .path("/stream/**")
                                                .uri("http://127.0.0.1:" + endless.port()))
                                .build());
            })
            .ready();

    private Flux<String> endless(String first) {
        return Flux.just(first)
                .concatWith(Mono.never())
                .doOnSubscribe(any -> upstreamOpen.incrementAndGet())
                .doFinally(any -> upstreamOpen.decrementAndGet());
    }

    @AfterEach
    void close() {
        edge.close();
        endless.disposeNow();
    }

    @Test
    void webSocketFallsWithItsTokenAndALongerOneStays() {
        Socket brief = new Socket(300, "a");
        Socket lasting = new Socket(3_000, "b");
        await().until(() -> brief.opened.get() != null && lasting.opened.get() != null && open() == 2);

        edge.now.set(TestTokens.NOW.plusSeconds(330));

        await().until(() -> brief.closed.get() != null);
        assertThat(brief.closed).hasValue("1008 token_expired");
        await().until(() -> upstreamOpen.get() == 1 && open() == 1);
        assertThat(lasting.closed).hasNullValue();
        lasting.connection.dispose(); // a graceful shutdown waits for it
        assertThat(ended("token_expired")).isOne();
    }

    @Test
    void webSocketWithoutATokenIsRefusedBeforeAnyUpgrade() {
        Answer answer = edge.get(
                "/stream/ws",
                "Connection: Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

        assertThat(answer.reply().status()).isEqualTo(401);
        assertThat(upstreamOpen).hasValue(0);
    }

    @Test
    void eventStreamIsCutAndNeverLooksWhole() {
        cutNeverLooksWhole("/stream/sse");
    }

    @Test
    void declaredBodyIsCutAndNeverLooksWhole() {
        cutNeverLooksWhole("/stream/file");
    }

    @Test
    void revokedSessionEndsItsStreamsAlone() {
        Socket revoked = new Socket(300, "a");
        Socket other = new Socket(300, "b");
        await().until(() -> revoked.opened.get() != null && other.opened.get() != null && open() == 2);

        edge.context()
                .getBean(OpenStreams.class)
                .applied(new LogEntry(1, new Covered.Session(TestTokens.ISSUER, "a").member(), 1, Chain.GENESIS));

        await().until(() -> revoked.closed.get() != null && open() == 1);
        assertThat(revoked.closed).hasValue("1008 token_revoked");
        assertThat(other.closed).hasNullValue();
        other.connection.dispose(); // a graceful shutdown waits for it
    }

    @Test
    void clientThatLeavesLeavesNothingBehind() {
        Socket socket = new Socket(300, "a");
        await().until(() -> socket.opened.get() != null && open() == 1);

        socket.connection.dispose();

        await().until(() -> open() == 0 && upstreamOpen.get() == 0);
    }

    private void cutNeverLooksWhole(String path) {
        AtomicReference<String> end = new AtomicReference<>();
        AtomicReference<String> part = new AtomicReference<>();
        client(300, "a")
                .get()
                .uri(path)
                .responseContent()
                .asString()
                .subscribe(part::set, error -> end.set(error.getClass().getSimpleName()), () -> end.set("whole"));
        await().until(() -> part.get() != null && open() == 1);

        edge.now.set(TestTokens.NOW.plusSeconds(330));

        await().until(() -> end.get() != null);
        assertThat(end).hasValue("PrematureCloseException");
        await().until(() -> open() == 0 && upstreamOpen.get() == 0);
    }

    private HttpClient client(int seconds, String session) {
        String token = TestTokens.with(claims -> {
            claims.put("exp", TestTokens.seconds(TestTokens.NOW.plus(Duration.ofSeconds(seconds))));
            claims.put("sid", session);
        });
        return HttpClient.create()
                .baseUrl("http://127.0.0.1:" + edge.port())
                .headers(headers -> headers.set("Authorization", "Bearer " + token));
    }

    private int open() {
        return (int) edge.context()
                .getBean(MeterRegistry.class)
                .get("portcullis.gateway.streams.open")
                .gauge()
                .value();
    }

    private int ended(String code) {
        return (int) edge.context()
                .getBean(MeterRegistry.class)
                .get("portcullis.gateway.streams.ended")
                .tag("code", code)
                .counter()
                .count();
    }

    /** A client's WebSocket, and what became of it. */
    private final class Socket {

        final AtomicReference<String> opened = new AtomicReference<>();
        final AtomicReference<String> closed = new AtomicReference<>();
        final Disposable connection;

        Socket(int seconds, String session) {
            connection = client(seconds, session)
                    .websocket(WebsocketClientSpec.builder().build())
                    .uri("/stream/ws")
                    .handle((in, out) -> talk(in))
                    .subscribe();
        }

        private Mono<Void> talk(WebsocketInbound in) {
            return Mono.when(
                    in.receive().asString().doOnNext(opened::set),
                    in.receiveCloseStatus().doOnNext(status -> closed.set(status.code() + " " + status.reasonText())));
        }
    }
}

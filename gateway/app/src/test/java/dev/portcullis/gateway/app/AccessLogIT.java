package dev.portcullis.gateway.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

final class AccessLogIT {

    private static final DisposableServer UPSTREAM = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> response.sendString(Mono.just("hello")))
            .bindNow();
    private static final List<String> LINES = new CopyOnWriteArrayList<>();
    private static ConfigurableApplicationContext context;

    @BeforeAll
    static void start() {
        context = new SpringApplicationBuilder(GatewayApplication.class)
                .run(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.data.redis.port=1",
                        "--PORTCULLIS_JWKS_URI=http://127.0.0.1:1/jwks",
                        "--PORTCULLIS_AUTH_URI=http://127.0.0.1:1",
                        "--PORTCULLIS_UPSTREAM_URI=http://127.0.0.1:" + UPSTREAM.port());
        AppenderBase<ILoggingEvent> gatherer = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                LINES.add(event.getFormattedMessage());
            }
        };
        Logger logger = (Logger) LoggerFactory.getLogger(AccessLog.LOGGER);
        gatherer.setContext(logger.getLoggerContext());
        gatherer.start();
        logger.addAppender(gatherer);
    }

    @AfterAll
    static void stop() {
        context.close();
        UPSTREAM.disposeNow();
    }

    @BeforeEach
    void forget() {
        LINES.clear();
    }

    private static String lineOf(String head) throws IOException {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write((head + "\r\nConnection: close\r\n\r\n").getBytes(ISO_8859_1));
            socket.getInputStream().readAllBytes();
        }
        await("the line").until(() -> !LINES.isEmpty());
        assertThat(LINES).hasSize(1);
        return LINES.get(0);
    }

    @Test
    void admittedRequestIsOneLine() throws IOException {
        assertThat(lineOf("GET /public/a%20b HTTP/1.1\r\nHost: a\r\n"
                        + "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
                .matches("method=GET path=\"/public/a%20b\" protocol=HTTP/1.1 status=200 bytes=\\d+ ms=\\d+"
                        + " trace_id=0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void refusedRequestsAreLinesToo() throws IOException {
        assertThat(lineOf("GET /api/orders/1 HTTP/1.1\r\nHost: a")).contains(" status=401 ", "trace_id=-");
        LINES.clear();
        assertThat(lineOf("GET /nothing HTTP/1.1\r\nHost: a")).contains(" status=404 ");
    }

    @Test
    void secretsAreNotInTheLine() throws IOException {
        assertThat(lineOf("GET /api/x?access_token=s3cret HTTP/1.1\r\nHost: a\r\n"
                        + "Authorization: Bearer s3cret\r\nCookie: sid=s3cret"))
                .contains("path=\"/api/x\"")
                .doesNotContain("s3cret");
    }

    @Test
    void pathThatIsRefusedStaysOneLineAndALongOneIsCut() throws IOException {
        assertThat(lineOf("GET /public/%0d%0amethod=GET HTTP/1.1\r\nHost: a"))
                .contains("path=\"/public/%0d%0amethod=GET\"", " status=400 ");
        LINES.clear();
        assertThat(lineOf("GET /public/" + "a".repeat(2_000) + " HTTP/1.1\r\nHost: a"))
                .contains("aaa...\" ")
                .hasSizeLessThan(700);
    }
}

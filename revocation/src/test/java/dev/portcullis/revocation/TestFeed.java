package dev.portcullis.revocation;

import dev.portcullis.revocation.feed.FeedFormat;
import dev.portcullis.revocation.feed.FeedPage;
import dev.portcullis.revocation.feed.FeedSecret;
import dev.portcullis.revocation.feed.FeedSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The feed of a {@link TestLog} over real HTTP, and the ways in which it is made to fail. */
public final class TestFeed implements AutoCloseable {

    private static final int OK = 200;

    /** {@code gate way:secret/+}, form-encoded before it is Basic. */
    private static final String EXPECTED = "Basic Z2F0ZSt3YXk6c2VjcmV0JTJGJTJC";

    private final TestLog log;
    private final DisposableServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile int status = OK;
    private volatile boolean hangs;
    private volatile UnaryOperator<byte[]> mangle = body -> body;
    private volatile int pageSize = FeedPage.MOST_ENTRIES;

    public TestFeed(TestLog log) {
        this.log = log;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle(this::answer)
                .bindNow();
    }

    public FeedSettings settings() {
        return settings("secret/+");
    }

    public FeedSettings settings(String secret) {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/revocations");
        return new FeedSettings(uri, "gate way", new FeedSecret(secret));
    }

    public int requests() {
        return requests.get();
    }

    public void answerWith(int other) {
        status = other;
    }

    public void hang(boolean whether) {
        hangs = whether;
    }

    public void mangle(UnaryOperator<byte[]> how) {
        mangle = how;
    }

    public void pageSize(int size) {
        pageSize = size;
    }

    private Mono<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        requests.incrementAndGet();
        if (hangs) {
            return Mono.never();
        }
        boolean known = EXPECTED.equals(request.requestHeaders().get("Authorization"));
        if (status != OK || !known) {
            return response.status(known ? status : 401).send();
        }
        long after = parameter(request, "after");
        Duration wait = Duration.ofMillis(parameter(request, "wait"));
        return response.sendByteArray(beyond(after, wait).map(head -> mangle.apply(page(after, head))))
                .then();
    }

    private Mono<LogHead> beyond(long after, Duration wait) {
        return Flux.interval(Duration.ZERO, Duration.ofMillis(5))
                .map(tick -> log.headNow())
                .filter(head -> head.number() != after)
                .next()
                .timeout(wait.plusMillis(1), Mono.fromSupplier(log::headNow));
    }

    private byte[] page(long after, LogHead head) {
        List<LogEntry> entries = log.entriesAfter(after, pageSize).stream()
                .filter(entry -> entry.number() <= head.number())
                .toList();
        return FeedFormat.write(new FeedPage(head, Duration.ofDays(1), entries));
    }

    private static long parameter(HttpServerRequest request, String name) {
        String query = request.uri().substring(request.uri().indexOf('?') + 1);
        for (String pair : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return Long.parseLong(pair.substring(name.length() + 1));
            }
        }
        throw new IllegalArgumentException(name);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

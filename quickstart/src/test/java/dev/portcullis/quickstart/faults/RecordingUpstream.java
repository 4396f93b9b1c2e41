package dev.portcullis.quickstart.faults;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Remembers every request that reached it, by the number that the client gave it. */
final class RecordingUpstream implements AutoCloseable {

    static final String NUMBER = "X-Request-Number";

    private final Set<Long> seen = ConcurrentHashMap.newKeySet();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> {
                seen.add(Long.valueOf(request.requestHeaders().get(NUMBER)));
                return response.sendString(Mono.just("upstream"));
            })
            .bindNow();

    int port() {
        return server.port();
    }

    boolean saw(long number) {
        return seen.contains(number);
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}

package dev.portcullis.gateway.web;

import dev.portcullis.gateway.stream.StreamEnd;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.web.reactive.socket.CloseStatus;
import org.springframework.web.reactive.socket.WebSocketHandler;
import org.springframework.web.reactive.socket.WebSocketSession;
import org.springframework.web.reactive.socket.server.WebSocketService;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Ends a WebSocket with what admitted it: 1008 (1013 where it is nobody's fault) and the code to the client, then both
 * sides are closed.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455#section-7.4.1">RFC 6455, section 7.4.1: Status Codes</a>
 */
public final class GuardedWebSocketService implements WebSocketService {

    /** A client that reads nothing never takes the close frame; the connection goes all the same. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final WebSocketService sockets;
    private final StreamGuard guard;

    public GuardedWebSocketService(WebSocketService sockets, StreamGuard guard) {
        this.sockets = sockets;
        this.guard = guard;
    }

    @Override
    public Mono<Void> handleRequest(ServerWebExchange exchange, WebSocketHandler handler) {
        return sockets.handleRequest(
                exchange,
                guard.endOf(exchange)
                        .<WebSocketHandler>map(end -> new Guarded(handler, end))
                        .orElse(handler));
    }

    private record Guarded(WebSocketHandler handler, Mono<StreamEnd> end) implements WebSocketHandler {

        @Override
        public List<String> getSubProtocols() {
            return handler.getSubProtocols();
        }

        /**
         * Once the end has come only the farewell ends the whole. Reactor Netty tells the proxy of a close before it
         * writes the frame; the proxy then completes, and would cancel the write and free the frame under it.
         */
        @Override
        public Mono<Void> handle(WebSocketSession session) {
            AtomicBoolean ended = new AtomicBoolean();
            return handler.handle(session)
                    .onErrorComplete(error -> ended.get())
                    .then(Mono.defer(() -> ended.get() ? Mono.<Void>never() : Mono.empty()))
                    .takeUntilOther(end.doOnNext(code -> ended.set(true)).flatMap(code -> farewell(session, code)));
        }

        /** 1013 invites to come back: there is nothing that the client could have done better. */
        private static CloseStatus statusOf(StreamEnd end) {
            return end == StreamEnd.REVOCATION_UNKNOWN ? CloseStatus.SERVICE_OVERLOAD : CloseStatus.POLICY_VIOLATION;
        }

        private static Mono<Void> farewell(WebSocketSession session, StreamEnd end) {
            return session.close(statusOf(end).withReason(end.code()))
                    .timeout(FAREWELL)
                    .onErrorComplete();
        }
    }
}

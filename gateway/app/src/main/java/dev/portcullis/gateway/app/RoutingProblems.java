package dev.portcullis.gateway.app;

import dev.portcullis.gateway.refusal.Problem;
import dev.portcullis.gateway.web.RefusalRenderer;
import io.netty.channel.ConnectTimeoutException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Answers what fails behind the decision as a problem like any other: no stack trace, no class name, no address. */
@Component
@Order(RoutingProblems.BEFORE_THE_FRAMEWORKS)
final class RoutingProblems implements ErrorWebExceptionHandler {

    static final int BEFORE_THE_FRAMEWORKS = -2;

    private static final Problem NO_ROUTE = Problem.of(404, "route_not_found", "Nothing is served at this path.");
    private static final Problem UNAVAILABLE =
            Problem.of(502, "upstream_unavailable", "The service behind the gateway cannot be reached.");
    private static final Problem TIMEOUT =
            Problem.of(504, "upstream_timeout", "The service behind the gateway did not answer in time.");
    private static final Problem NO_INSTANCE =
            Problem.of(503, "upstream_missing", "No instance of the service behind the gateway is known.");
    private static final Problem FAULT =
            Problem.of(500, "internal_error", "The gateway could not answer this request.");
    private static final Logger LOG = LoggerFactory.getLogger(RoutingProblems.class);

    private final RefusalRenderer renderer;

    RoutingProblems(RefusalRenderer renderer) {
        this.renderer = renderer;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure); // too late for an answer; the connection is all that can be closed
        }
        Problem problem = problemOf(failure);
        if (problem.equals(FAULT)) {
            LOG.error("A request failed behind the decision", failure);
        }
        return renderer.render(exchange, problem);
    }

    private static Problem problemOf(Throwable failure) {
        if (failure instanceof ResponseStatusException status) {
            return problemOf(status.getStatusCode().value());
        }
        // refused, reset, unknown host, closed before an answer, connect time-out: all of them are I/O
        return failure instanceof IOException || failure instanceof ConnectTimeoutException ? UNAVAILABLE : FAULT;
    }

    private static Problem problemOf(int status) {
        return switch (status) {
            case 404 -> NO_ROUTE;
            case 502 -> UNAVAILABLE;
            case 503 -> NO_INSTANCE;
            case 504 -> TIMEOUT;
            default ->
                status < 500 ? Problem.of(status, "request_refused", "The gateway cannot serve this request.") : FAULT;
        };
    }
}

package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Refusal;
import io.r2dbc.spi.R2dbcException;
import java.util.Collection;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webflux.error.ErrorWebExceptionHandler;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * What reaches the end of a chain as an exception: the framework's own refusals, a database that is gone, and defects.
 * Before Spring Boot's handler (-1), which would write an answer of another shape.
 */
@Component
@Order(-2)
final class FailureHandler implements ErrorWebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(FailureHandler.class);

    private final RefusalRenderer refusals;

    FailureHandler(RefusalRenderer refusals) {
        this.refusals = refusals;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable failure) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(failure); // half an answer is out: the connection has to break
        }
        String traceId = RefusalRenderer.traceId(exchange);
        Refusal refusal = refusalOf(failure);
        if (refusal.equals(Refusal.DEFECT)) {
            log.error("A request failed, trace_id {}", traceId, failure);
        } else if (refusal.equals(Refusal.DATABASE_UNAVAILABLE)) {
            log.warn(
                    "The database does not answer, trace_id {}: {}",
                    traceId,
                    failure.getClass().getSimpleName());
        }
        return refusals.render(exchange, refusal, traceId);
    }

    private static Refusal refusalOf(Throwable failure) {
        if (failure instanceof MethodNotAllowedException method) {
            return Refusal.methodNotAllowed(names(method.getSupportedMethods()));
        }
        if (failure instanceof ResponseStatusException status) {
            return ofStatus(status.getStatusCode().value());
        }
        if (failure instanceof RejectedExecutionException) {
            return Refusal.OVERLOADED;
        }
        return isDatabase(failure) ? Refusal.DATABASE_UNAVAILABLE : Refusal.DEFECT;
    }

    private static Refusal ofStatus(int status) {
        return switch (status) {
            case 404 -> Refusal.NOT_FOUND;
            case 406 -> Refusal.NOT_ACCEPTABLE;
            case 413 -> Refusal.BODY_TOO_LARGE;
            case 415 -> Refusal.MEDIA_TYPE_UNSUPPORTED;
            default -> status < 500 ? Refusal.BAD_REQUEST : Refusal.DEFECT;
        };
    }

    private static boolean isDatabase(Throwable failure) {
        return failure instanceof TransactionException
                || failure instanceof DataAccessResourceFailureException
                || failure instanceof TransientDataAccessException
                || failure instanceof R2dbcException
                || failure instanceof TimeoutException;
    }

    private static String names(Collection<HttpMethod> methods) {
        return methods.stream().map(HttpMethod::name).sorted().collect(Collectors.joining(", "));
    }
}

package dev.portcullis.gateway.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/** Counts whom {@code on-unavailable: allow} let in while nobody could tell whether their token was revoked. */
public final class UnseenRecord {

    private final MeterRegistry meters;

    public UnseenRecord(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(ServerWebExchange exchange) {
        Route route = exchange.getRequiredAttribute(ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR);
        Counter.builder("portcullis.gateway.unseen")
                .description("Requests that were admitted while nobody could tell whether their token was revoked")
                .tag("route", route.getId())
                .register(meters)
                .increment();
    }
}

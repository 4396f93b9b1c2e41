package dev.portcullis.gateway.web;

import dev.portcullis.gateway.refusal.Refusal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an operator learns of a refusal: a counter by route and code, and one line at DEBUG. Never the request's text. */
public final class RefusalRecord {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalRecord.class);

    private final MeterRegistry meters;

    public RefusalRecord(MeterRegistry meters) {
        this.meters = meters;
    }

    /** A request that was admitted, or had no route, and could not be served. */
    void notServed(String route, String traceId, String code) {
        count(
                Counter.builder("portcullis.gateway.unserved")
                        .description("Requests that found no route, or no answer behind the gateway"),
                route,
                code);
        LOG.debug("Not served: route={} code={} trace_id={}", route, code, traceId);
    }

    void refused(String route, String traceId, Refusal refusal) {
        String code = refusal.problem().code();
        count(
                Counter.builder("portcullis.gateway.refusals").description("Requests that the gateway refused"),
                route,
                code);
        if (refusal instanceof Refusal.Defect defect) {
            LOG.error("A defect refused a request: route={} code={} trace_id={}", route, code, traceId, defect.cause());
        } else {
            LOG.debug("Refused: route={} code={} trace_id={}", route, code, traceId);
        }
    }

    private void count(Counter.Builder counter, String route, String code) {
        counter.tag("route", route).tag("code", code).register(meters).increment();
    }
}

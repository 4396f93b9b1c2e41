package dev.portcullis.gateway.web;

import static dev.portcullis.gateway.refusal.Outcome.guardedLater;
import static dev.portcullis.gateway.refusal.Outcome.step;

import dev.portcullis.gateway.admission.AdmissionPipeline;
import dev.portcullis.gateway.admission.Caller;
import dev.portcullis.gateway.firewall.RequestFirewall;
import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Asks the firewall and the pipeline once a request, then forwards or refuses. Holds no rule of its own. */
public final class AdmissionFilter implements GlobalFilter, Ordered {

    /**
     * Before all that changes or answers a request: route filters start at 1, but the response cache sits at -4 and
     * would answer without asking us.
     */
    public static final int ORDER = -1_000;

    private final RequestFirewall firewall;
    private final AdmissionPipeline pipeline;
    private final Forwarding forwarding;
    private final RefusalRenderer refusals;

    public AdmissionFilter(
            RequestFirewall firewall, AdmissionPipeline pipeline, Forwarding forwarding, RefusalRenderer refusals) {
        this.firewall = firewall;
        this.pipeline = pipeline;
        this.forwarding = forwarding;
        this.refusals = refusals;
    }

    @Override
    public int getOrder() {
        return ORDER;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return Mono.defer(() -> guardedLater(() -> decide(exchange)))
                .single() // an empty answer is a defect, never a pass
                .onErrorResume(defect -> Mono.just(new Outcome.Refused<>(new Refusal.Defect(defect))))
                // past this line errors are the upstream's: no second decision, no second rendering
                .flatMap(outcome -> outcome.<Mono<Void>>fold(
                        caller -> forward(exchange, caller, chain), refusal -> refusals.render(exchange, refusal)));
    }

    private Mono<Void> forward(ServerWebExchange exchange, Caller caller, GatewayFilterChain chain) {
        return forwarding.of(exchange, caller).fold(chain::filter, refusal -> refusals.render(exchange, refusal));
    }

    private Mono<Outcome<Caller>> decide(ServerWebExchange exchange) {
        Caller before = exchange.getAttribute(Forwarding.CALLER);
        return firewall.judge(exchange)
                .map(plain -> plain.then(AdmissionFilter::ofAnAdmittedPage))
                .flatMap(step(plain -> before == null
                        ? pipeline.decide(RequestReading.of(plain))
                        : pipeline.decideAgain(RequestReading.of(plain), before)));
    }

    private static Outcome<ServerWebExchange> ofAnAdmittedPage(ServerWebExchange exchange) {
        return CorsVerdict.turnsAway(exchange)
                ? new Outcome.Refused<>(new Refusal.OriginNotAllowed())
                : new Outcome.Passed<>(exchange);
    }
}

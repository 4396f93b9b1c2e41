package dev.portcullis.auth.session;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.web.Answers;
import dev.portcullis.auth.web.JsonBodies;
import dev.portcullis.auth.web.OutcomeCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /api/auth/refresh}. */
@RestController
final class RefreshEndpoint {

    private final JsonBodies bodies;
    private final RefreshTokens tokens;
    private final Refresh refresh;
    private final Answers answers;
    private final OutcomeCounter counter;

    RefreshEndpoint(JsonBodies bodies, RefreshTokens tokens, Refresh refresh, Answers answers, MeterRegistry meters) {
        this.bodies = bodies;
        this.tokens = tokens;
        this.refresh = refresh;
        this.answers = answers;
        this.counter = new OutcomeCounter(meters, "portcullis.auth.refresh");
    }

    @PostMapping("/api/auth/refresh")
    Mono<Void> refresh(ServerWebExchange exchange) {
        return bodies.read(exchange.getRequest())
                .map(outcome -> outcome.then(body -> body.text("refreshToken")).then(tokens::read))
                .flatMap(Outcome.step(refresh::with))
                .single() // an empty answer is a defect, never a 200
                .doOnNext(counter::count)
                .flatMap(outcome -> answers.json(exchange, HttpStatus.OK, outcome, TokenPair::json));
    }
}

package dev.portcullis.auth.login;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.session.Opening;
import dev.portcullis.auth.session.TokenPair;
import dev.portcullis.auth.user.Account;
import dev.portcullis.auth.user.Users;
import dev.portcullis.auth.web.Answers;
import dev.portcullis.auth.web.JsonBodies;
import dev.portcullis.auth.web.OutcomeCounter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /api/login}. */
@RestController
final class LoginEndpoint {

    private final JsonBodies bodies;
    private final Users users;
    private final Opening sessions;
    private final Answers answers;
    private final OutcomeCounter counter;

    LoginEndpoint(JsonBodies bodies, Users users, Opening sessions, Answers answers, MeterRegistry meters) {
        this.bodies = bodies;
        this.users = users;
        this.sessions = sessions;
        this.answers = answers;
        this.counter = new OutcomeCounter(meters, "portcullis.auth.login");
    }

    @PostMapping("/api/login")
    Mono<Void> login(ServerWebExchange exchange) {
        return bodies.read(exchange.getRequest())
                .map(outcome -> outcome.then(Credentials::from))
                .flatMap(Outcome.step(this::authenticate))
                .flatMap(Outcome.step(sessions::open))
                .single() // an empty answer is a defect, never a 200
                .doOnNext(counter::count)
                .flatMap(outcome -> answers.json(exchange, HttpStatus.OK, outcome, TokenPair::json));
    }

    private Mono<Outcome<Account>> authenticate(Credentials credentials) {
        return users.authenticate(credentials.username(), credentials.password());
    }
}

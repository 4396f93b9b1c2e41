package dev.portcullis.auth.admin;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.user.Account;
import dev.portcullis.auth.user.Users;
import dev.portcullis.auth.web.Answers;
import dev.portcullis.auth.web.JsonBodies;
import dev.portcullis.auth.web.ScopeGuard;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** {@code POST /admin/users}. */
@RestController
final class UsersEndpoint {

    private final ScopeGuard guard;
    private final JsonBodies bodies;
    private final Users users;
    private final Answers answers;

    UsersEndpoint(ScopeGuard guard, JsonBodies bodies, Users users, Answers answers) {
        this.guard = guard;
        this.bodies = bodies;
        this.users = users;
        this.answers = answers;
    }

    /** Nothing of the body is read before the caller is known. */
    @PostMapping("/admin/users")
    Mono<Void> create(ServerWebExchange exchange) {
        return guard.admit(exchange.getRequest(), "users:write")
                .flatMap(Outcome.step(caller -> bodies.read(exchange.getRequest())))
                .map(outcome -> outcome.then(UserRequest::from))
                .flatMap(Outcome.step(users::create))
                .single() // an empty answer is a defect, never a 201
                .flatMap(outcome -> answers.json(exchange, HttpStatus.CREATED, outcome, UsersEndpoint::json));
    }

    private static Map<String, Object> json(Account account) {
        return Map.of(
                "id", account.id().toString(),
                "username", account.username(),
                "roles", account.roles().list(),
                "scopes", account.scopes().list());
    }
}

package dev.portcullis.auth.session;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.token.AccessTokenReader;
import dev.portcullis.auth.web.Answers;
import dev.portcullis.auth.web.BearerCredential;
import dev.portcullis.auth.web.JsonBodies;
import dev.portcullis.auth.web.JsonBody;
import dev.portcullis.auth.web.OutcomeCounter;
import dev.portcullis.revocation.publish.Publication;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code POST /api/logout}, by the refresh token in the body or the access token in the header. Where a client sends both,
 * the refresh token speaks: it cannot be expired, and it names the session that the client wants to leave.
 */
@RestController
final class LogoutEndpoint {

    private final JsonBodies bodies;
    private final RefreshTokens refreshTokens;
    private final AccessTokenReader accessTokens;
    private final Logout logout;
    private final Answers answers;
    private final OutcomeCounter counter;

    LogoutEndpoint(
            JsonBodies bodies,
            RefreshTokens refreshTokens,
            AccessTokenReader accessTokens,
            Logout logout,
            Answers answers,
            MeterRegistry meters) {
        this.bodies = bodies;
        this.refreshTokens = refreshTokens;
        this.accessTokens = accessTokens;
        this.logout = logout;
        this.answers = answers;
        this.counter = new OutcomeCounter(meters, "portcullis.auth.logout");
    }

    @PostMapping("/api/logout")
    Mono<Void> logout(ServerWebExchange exchange) {
        return bodies.readOptional(exchange.getRequest())
                .flatMap(Outcome.step(body -> end(body, exchange.getRequest())))
                .single() // an empty answer is a defect, never a 204
                .doOnNext(counter::count)
                .flatMap(outcome -> answers.nothing(exchange, outcome));
    }

    private Mono<Outcome<Publication>> end(JsonBody body, ServerHttpRequest request) {
        return body.has("refreshToken")
                ? Mono.just(body.text("refreshToken").then(refreshTokens::read)).flatMap(Outcome.step(logout::with))
                : Mono.just(BearerCredential.read(request).then(accessTokens::verifyEvenExpired))
                        .flatMap(Outcome.step(logout::with));
    }
}

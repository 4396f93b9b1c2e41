package dev.portcullis.auth.web;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Lets a request through whose access token is live and holds a scope. */
@Component
public final class ScopeGuard {

    private final Callers callers;

    ScopeGuard(Callers callers) {
        this.callers = callers;
    }

    /** Who calls, or why not. Never empty. */
    public Mono<Outcome<Caller>> admit(ServerHttpRequest request, String scope) {
        return Mono.just(BearerCredential.read(request))
                .flatMap(Outcome.step(callers::identify))
                .map(outcome -> outcome.then(caller -> demand(caller, scope)));
    }

    private static Outcome<Caller> demand(Caller caller, String scope) {
        return caller.scopes().contains(scope)
                ? Outcome.passed(caller)
                : Outcome.refused(Refusal.insufficientScope(scope));
    }
}

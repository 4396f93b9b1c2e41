package dev.portcullis.auth.session;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Revocations;
import dev.portcullis.auth.token.AccessTokenReader;
import dev.portcullis.auth.token.VerifiedToken;
import dev.portcullis.auth.web.Caller;
import dev.portcullis.auth.web.Callers;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Callers by their access token. Here, beside the truth, a revoked token is refused without asking any copy of the log. */
@Component
final class LiveCallers implements Callers {

    private final AccessTokenReader tokens;
    private final Database database;
    private final Revocations revocations;

    LiveCallers(AccessTokenReader tokens, Database database, Revocations revocations) {
        this.tokens = tokens;
        this.database = database;
        this.revocations = revocations;
    }

    @Override
    public Mono<Outcome<Caller>> identify(String accessToken) {
        return Mono.fromCallable(() -> tokens.verify(accessToken)).flatMap(Outcome.step(this::unlessRevoked));
    }

    private Mono<Outcome<Caller>> unlessRevoked(VerifiedToken token) {
        return database.inTransaction(revocations.covers(token.facts()))
                .map(revoked -> revoked ? Outcome.refused(Refusal.TOKEN_REVOKED) : Outcome.passed(caller(token)));
    }

    private static Caller caller(VerifiedToken token) {
        return new Caller(token.subject(), token.session(), token.scopes());
    }
}

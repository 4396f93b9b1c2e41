package dev.portcullis.auth.backchannel;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Revocations;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.publish.Publication;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Revokes what a logout token ends. A token is taken once. Only one whose provider was told 503 may come again, because the
 * provider was asked to: it revokes nothing more, and waits for the same entry.
 */
@Component
final class BackchannelLogout {

    private final Database database;
    private final Revocations revocations;
    private final SeenTokens seen;

    BackchannelLogout(Database database, Revocations revocations, SeenTokens seen) {
        this.database = database;
        this.revocations = revocations;
        this.seen = seen;
    }

    /** Never empty. */
    Mono<Outcome<Publication>> with(LogoutToken token) {
        return database.inTransaction(
                        revocations.of(token.revocation()).delayUntil(entry -> seen.take(token, entry.number())))
                .map(Outcome::passed)
                .onErrorResume(DataIntegrityViolationException.class, taken -> again(token))
                .flatMap(Outcome.step(entry -> publish(token, entry)));
    }

    /** Outside the transaction that the repeat has broken, and whose entry went with it. */
    private Mono<Outcome<LogPosition>> again(LogoutToken token) {
        return database.inTransaction(seen.find(token)
                .flatMap(found -> found.filter(before -> !before.acknowledged())
                        .map(before -> revocations.positionOf(before.entry()).map(Outcome::passed))
                        .orElseGet(() -> Mono.just(Outcome.refused(Refusal.LOGOUT_TOKEN_REPLAYED)))));
    }

    private Mono<Outcome<Publication>> publish(LogoutToken token, LogPosition entry) {
        return revocations.publish(entry).flatMap(publication -> switch (publication) {
            case CONFIRMED -> database.inTransaction(seen.acknowledge(token)).thenReturn(Outcome.passed(publication));
            case PENDING -> Mono.just(Outcome.refused(Refusal.REVOCATION_PENDING));
        });
    }
}

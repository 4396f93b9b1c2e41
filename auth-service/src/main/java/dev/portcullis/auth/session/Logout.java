package dev.portcullis.auth.session;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Revocations;
import dev.portcullis.auth.token.VerifiedToken;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.publish.Publication;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Ends a session. A repeat ends it no more, publishes again, and is answered alike. */
@Component
final class Logout {

    private final Database database;
    private final SessionRows rows;
    private final Revocations revocations;

    Logout(Database database, SessionRows rows, Revocations revocations) {
        this.database = database;
        this.rows = rows;
        this.revocations = revocations;
    }

    /** Any generation will do: whoever holds one may end the family. Never empty. */
    Mono<Outcome<Publication>> with(RefreshToken token) {
        return database.inTransaction(rows.find(token.seed())
                        .flatMap(found -> found.map(session -> end(session.id(), session.expiresAt()))
                                .map(entry -> entry.map(Outcome::passed))
                                .orElseGet(Logout::unknown)))
                .flatMap(Outcome.step(this::publish));
    }

    /**
     * Expired or not. The token's own claims name the session, so that it is revoked even where a database restored from
     * an older copy knows nothing of it. Never empty.
     */
    Mono<Outcome<Publication>> with(VerifiedToken token) {
        long claimedEnd = token.sessionEnd().toEpochMilli();
        return database.inTransaction(end(token.session(), claimedEnd)).flatMap(this::publish);
    }

    private Mono<LogPosition> end(UUID session, long claimedEnd) {
        return rows.lock(session)
                .map(found -> found.map(Session::expiresAt).orElse(claimedEnd))
                .flatMap(endsAt -> rows.end(session).then(revocations.ofSession(session, endsAt)));
    }

    private Mono<Outcome<Publication>> publish(LogPosition entry) {
        return revocations.publish(entry).map(Logout::answer);
    }

    private static Outcome<Publication> answer(Publication publication) {
        return switch (publication) {
            case CONFIRMED -> Outcome.passed(publication);
            case PENDING -> Outcome.refused(Refusal.REVOCATION_PENDING);
        };
    }

    private static Mono<Outcome<LogPosition>> unknown() {
        return Mono.just(Outcome.refused(Refusal.REFRESH_TOKEN_INVALID));
    }
}

package dev.portcullis.auth.admin;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Entry;
import dev.portcullis.auth.revocation.EntryList;
import dev.portcullis.auth.revocation.Revocation;
import dev.portcullis.auth.revocation.Revocations;
import dev.portcullis.auth.session.SessionEnding;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.publish.Publication;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Revokes and un-revokes. A session of ours, or all of a subject of ours, end with it: a refresh token would otherwise mint
 * the next token a second later. Un-revoking revives none of them.
 */
@Component
final class Revoking {

    private final Database database;
    private final Revocations revocations;
    private final SessionEnding sessions;
    private final EntryList entries;
    private final String ours;

    Revoking(
            Database database,
            Revocations revocations,
            SessionEnding sessions,
            EntryList entries,
            AuthSettings settings) {
        this.database = database;
        this.revocations = revocations;
        this.sessions = sessions;
        this.entries = entries;
        this.ours = settings.issuer();
    }

    /** The entry, once every gateway knows. Never empty. */
    Mono<Outcome<Entry>> revoke(Revocation wanted) {
        return database.inTransaction(end(wanted).flatMap(revocations::of))
                .flatMap(this::published)
                .flatMap(Outcome.step(this::entry));
    }

    /** The number of the entry that lifts, once every gateway knows. Never empty. */
    Mono<Outcome<Long>> lift(long number) {
        return database.inTransaction(revocations.lift(number)).flatMap(Outcome.step(this::published));
    }

    /** The one entry of this number. Never empty. */
    Mono<Outcome<Entry>> entry(long number) {
        return entries.find(number)
                .map(found -> found.map(Outcome::passed).orElseGet(() -> Outcome.refused(Refusal.NOT_FOUND)));
    }

    /** Account and session are locked before the head, the order of every act. */
    private Mono<Revocation> end(Revocation wanted) {
        boolean foreign = !wanted.covered().issuer().equals(ours);
        if (!foreign && wanted.covered() instanceof Covered.Session session) {
            return sessions.end(UUID.fromString(session.sid()))
                    .map(found -> found.map(end -> wanted.until(end + Revocations.WIDEST_SKEW.toMillis()))
                            .orElse(wanted));
        }
        if (!foreign && wanted.covered() instanceof Covered.Subject subject) {
            return sessions.endAllOf(UUID.fromString(subject.subject())).thenReturn(wanted);
        }
        return Mono.just(wanted);
    }

    private Mono<Outcome<Long>> published(LogPosition entry) {
        return revocations.publish(entry).map(publication -> answer(publication, entry.number()));
    }

    private static Outcome<Long> answer(Publication publication, long number) {
        return switch (publication) {
            case CONFIRMED -> Outcome.passed(number);
            case PENDING -> Outcome.refused(Refusal.REVOCATION_PENDING);
        };
    }
}

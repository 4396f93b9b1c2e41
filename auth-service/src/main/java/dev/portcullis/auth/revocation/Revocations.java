package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.TokenFacts;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.Publisher;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Records revocations in the transaction of the act that causes them, and publishes what is committed. */
@Component
public final class Revocations {

    /** The widest clock skew that a gateway may be configured to forgive: what matters until then matters this much longer. */
    public static final Duration WIDEST_SKEW = Duration.ofMinutes(5);

    private final Database database;
    private final EntryRows rows;
    private final Publisher publisher;
    private final HeadWatch watch;
    private final String issuer;
    private final Duration horizon;

    Revocations(Database database, EntryRows rows, Publisher publisher, HeadWatch watch, AuthSettings settings) {
        this.database = database;
        this.rows = rows;
        this.publisher = publisher;
        this.watch = watch;
        this.issuer = settings.issuer();
        this.horizon = settings.revocation().horizon();
    }

    /**
     * Records, inside the caller's transaction, that a session has ended. A repeat gives the first one's position.
     *
     * @param endsAt the session's latest end in milliseconds: until then one of its tokens or streams may live
     */
    public Mono<LogPosition> ofSession(UUID session, long endsAt) {
        String sid = session.toString();
        return of(Revocation.of(new Covered.Session(issuer, sid), sid).until(endsAt + WIDEST_SKEW.toMillis()));
    }

    /**
     * Records a revocation inside the caller's transaction. A repeat gives the first one's position, if that covers as much:
     * an instant of now never does. Never empty.
     *
     * <p>The head is locked first. Only then does the look-up see every entry that a parallel repeat has committed, and only
     * then is the clock read: whoever held a lock before us minted earlier than the cut-off.
     */
    public Mono<LogPosition> of(Revocation wanted) {
        return rows.lockHead()
                .flatMap(head -> rows.clockMillis()
                        .map(now -> NewEntry.of(wanted, now, horizon))
                        .flatMap(entry -> rows.recorded(entry)
                                .flatMap(number -> number.map(Mono::just).orElseGet(() -> rows.append(head, entry))))
                        .map(number -> new LogPosition(head.epoch(), number)));
    }

    /**
     * Takes back, by an entry of its own and inside the caller's transaction, all that was revoked under the member of entry
     * {@code number}; gives the position of the entry that lifts. Refused unless nothing later revokes the same: who
     * un-revokes must have seen what they take back. Never empty.
     */
    public Mono<Outcome<LogPosition>> lift(long number) {
        return rows.lockHead()
                .flatMap(head -> rows.find(number)
                        .flatMap(found -> found.map(entry -> lift(head, entry))
                                .orElseGet(() -> Mono.just(Outcome.refused(Refusal.NOT_FOUND)))));
    }

    private Mono<Outcome<LogPosition>> lift(LogHead head, Entry entry) {
        if (entry.lifts()) {
            return Mono.just(Outcome.refused(Refusal.REVOCATION_LIFTS));
        }
        if (entry.liftedBy().isPresent()) {
            return Mono.just(Outcome.passed(
                    new LogPosition(head.epoch(), entry.liftedBy().get())));
        }
        return rows.newestLike(entry)
                .flatMap(newest -> newest == entry.number()
                        ? appendLift(head, entry)
                        : Mono.just(Outcome.refused(Refusal.REVOCATION_SUPERSEDED)));
    }

    private Mono<Outcome<LogPosition>> appendLift(LogHead head, Entry entry) {
        return rows.clockMillis()
                .flatMap(now -> rows.append(head, NewEntry.lifting(entry, now)))
                .map(number -> Outcome.passed(new LogPosition(head.epoch(), number)));
    }

    /** Where an entry that a transaction recorded earlier stands now. Inside a transaction. Never empty. */
    public Mono<LogPosition> positionOf(long number) {
        return rows.head().map(head -> new LogPosition(head.epoch(), number));
    }

    /** Publishes entries up to {@code entry}, once its transaction has committed. Never empty, never an error. */
    public Mono<Publication> publish(LogPosition entry) {
        watch.wakeUp();
        return publisher.publish(entry);
    }

    /** Whether an entry covers the token, as the database knows it. Inside a transaction. Never empty. */
    public Mono<Boolean> covers(TokenFacts token) {
        List<Covered> covering = token.covering();
        return database.list(database.sql("SELECT e.member, e.score FROM revocation_entry e"
                                + " WHERE e.member IN (:members) AND e.score > 0 AND NOT EXISTS"
                                + " (SELECT 1 FROM revocation_entry l"
                                + " WHERE l.member = e.member AND l.score = 0 AND l.number > e.number)")
                        .bind("members", covering.stream().map(Covered::member).toList())
                        .map(row -> covers(token, Rows.text(row, "member"), Rows.number(row, "score"))))
                .map(answers -> answers.contains(true));
    }

    private static boolean covers(TokenFacts token, String member, long score) {
        return token.covering().stream()
                .filter(covered -> covered.member().equals(member))
                .anyMatch(covered -> token.isCoveredBy(covered, score));
    }
}

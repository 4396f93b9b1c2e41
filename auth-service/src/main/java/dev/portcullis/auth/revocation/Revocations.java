package dev.portcullis.auth.revocation;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.database.Rows;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.TokenFacts;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.Publisher;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Records revocations in the transaction of the act that causes them, and publishes what is committed. */
@Component
public final class Revocations {

    /** The widest clock skew that a gateway may be configured to forgive. */
    private static final Duration WIDEST_SKEW = Duration.ofMinutes(5);

    private final Database database;
    private final Publisher publisher;
    private final HeadWatch watch;
    private final String issuer;

    Revocations(Database database, Publisher publisher, HeadWatch watch, AuthSettings settings) {
        this.database = database;
        this.publisher = publisher;
        this.watch = watch;
        this.issuer = settings.issuer();
    }

    /**
     * Records, inside the caller's transaction, that a session has ended. A repeat gives the first one's number.
     *
     * @param endsAt the session's latest end in milliseconds: until then one of its tokens or streams may live
     */
    public Mono<Long> ofSession(UUID session, long endsAt) {
        String sid = session.toString();
        long until = endsAt + WIDEST_SKEW.toMillis();
        return record(new NewEntry(new Covered.Session(issuer, sid), sid, until, until));
    }

    /** Publishes entries up to {@code number}, once its transaction has committed. Never empty, never an error. */
    public Mono<Publication> publish(long number) {
        watch.wakeUp();
        return publisher.publish(number);
    }

    /** Whether an entry covers the token, as the database knows it. Inside a transaction. Never empty. */
    public Mono<Boolean> covers(TokenFacts token) {
        List<Covered> covering = token.covering();
        return database.list(database.sql("SELECT member, score FROM revocation_entry WHERE member IN (:members)")
                        .bind("members", covering.stream().map(Covered::member).toList())
                        .map(row -> covers(token, Rows.text(row, "member"), Rows.number(row, "score"))))
                .map(answers -> answers.contains(true));
    }

    private static boolean covers(TokenFacts token, String member, long score) {
        return token.covering().stream()
                .filter(covered -> covered.member().equals(member))
                .anyMatch(covered -> token.isCoveredBy(covered, score));
    }

    /** Locked head first: only then does the look-up see every entry that a parallel repeat has committed. */
    private Mono<Long> record(NewEntry entry) {
        return lockHead()
                .flatMap(head ->
                        recorded(entry).flatMap(number -> number.map(Mono::just).orElseGet(() -> append(head, entry))));
    }

    /** Nobody else appends before the surrounding transaction has ended (rule D1). */
    private Mono<LogHead> lockHead() {
        return database.one(database.sql("SELECT epoch, head, chain FROM revocation_head WHERE id = 1 FOR UPDATE")
                .map(DatabaseRevocationLog::headOf));
    }

    private Mono<Optional<Long>> recorded(NewEntry entry) {
        return database.first(
                database.sql("SELECT number FROM revocation_entry WHERE member = :member AND score >= :score")
                        .bind("member", entry.covered().member())
                        .bind("score", entry.score())
                        .map(row -> Rows.number(row, "number"))
                        .all());
    }

    private Mono<Long> append(LogHead head, NewEntry entry) {
        LogEntry next = LogEntry.after(head, entry.covered().member(), entry.score());
        return insert(next, entry).then(advance(next)).thenReturn(next.number());
    }

    private Mono<Long> insert(LogEntry next, NewEntry entry) {
        return database.changed(
                database.sql("INSERT INTO revocation_entry (number, kind, issuer, covered, member, score,"
                                + " expires_at, recorded_at, chain) VALUES (:number, :kind, :issuer, :covered, :member, :score,"
                                + " :expiresAt, clock_millis(), :chain)")
                        .bind("number", next.number())
                        .bind("kind", entry.covered().kind().word())
                        .bind("issuer", entry.covered().issuer())
                        .bind("covered", entry.name())
                        .bind("member", next.member())
                        .bind("score", next.score())
                        .bind("expiresAt", entry.expiresAt())
                        .bind("chain", next.chain().hex()));
    }

    private Mono<Long> advance(LogEntry next) {
        return database.changed(database.sql("UPDATE revocation_head SET head = :head, chain = :chain WHERE id = 1")
                .bind("head", next.number())
                .bind("chain", next.chain().hex()));
    }
}

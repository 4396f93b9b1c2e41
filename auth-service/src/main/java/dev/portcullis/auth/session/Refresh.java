package dev.portcullis.auth.session;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Revocations;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.user.Users;
import dev.portcullis.revocation.LogPosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Prolongs a session by its refresh token, or ends it where that token was stolen. */
@Component
final class Refresh {

    private final Database database;
    private final SessionRows rows;
    private final Users users;
    private final Revocations revocations;
    private final TokenMint mint;
    private final Duration grace;

    Refresh(
            Database database,
            SessionRows rows,
            Users users,
            Revocations revocations,
            TokenMint mint,
            AuthSettings settings) {
        this.database = database;
        this.rows = rows;
        this.users = users;
        this.revocations = revocations;
        this.mint = mint;
        this.grace = settings.lifetimes().refreshGrace();
    }

    /** With all scopes of the user. Never empty. */
    Mono<Outcome<TokenPair>> with(RefreshToken token) {
        return with(token, Optional.empty());
    }

    /** With the scopes that are asked for, where any are; more than the user has changes nothing. Never empty. */
    Mono<Outcome<TokenPair>> with(RefreshToken token, Optional<List<String>> asked) {
        return database.inTransaction(rows.find(token.seed())
                        .flatMap(found -> found.map(session -> prolong(session, token, asked))
                                .orElseGet(Refresh::invalid)))
                .flatMap(result -> result.fold(mint::mint, this::reused, Refresh::refused));
    }

    /** The account before the session, the order in which every act locks; then the clock, so that the later act loses. */
    private Mono<Prolongation> prolong(Session unlocked, RefreshToken token, Optional<List<String>> asked) {
        return users.lock(unlocked.account())
                .zipWhen(account -> rows.lock(unlocked.id()))
                .zipWhen(
                        locked -> database.clockMillis(),
                        (locked, now) -> locked.getT1()
                                .flatMap(account ->
                                        locked.getT2().map(session -> new Tenure(account, session, token.seed(), now))))
                .flatMap(tenure -> tenure.filter(held -> held.session().isLive(held.now()))
                        .map(held -> judge(held, token, asked))
                        .orElseGet(Refresh::invalid));
    }

    private Mono<Prolongation> judge(Tenure held, RefreshToken token, Optional<List<String>> asked) {
        return rows.spentAt(held.session().id(), token.generation())
                .map(spentAt ->
                        FamilyRule.of(held.session().generation(), token.generation(), spentAt, held.now(), grace))
                .flatMap(rule -> switch (rule) {
                    case ROTATE -> narrowed(held, asked).map(this::rotate).orElseGet(Refresh::beyond);
                    case REPEAT -> narrowed(held, asked).map(Refresh::repeat).orElseGet(Refresh::beyond);
                    case REUSED -> end(held);
                    case UNKNOWN -> invalid();
                });
    }

    private static Optional<Tenure> narrowed(Tenure held, Optional<List<String>> asked) {
        return asked.map(held::narrowedTo).orElse(Optional.of(held));
    }

    private static Mono<Prolongation> repeat(Tenure held) {
        return Mono.just(new Prolongation.Prolonged(held));
    }

    private Mono<Prolongation> rotate(Tenure held) {
        Session next = held.session().next();
        return rows.spend(held.session(), held.now())
                .then(rows.forgetSpentBefore(next.id(), held.now() - grace.toMillis()))
                .then(rows.setGeneration(next, held.now()))
                .thenReturn(new Prolongation.Prolonged(new Tenure(held.account(), next, held.seed(), held.now())));
    }

    private Mono<Prolongation> end(Tenure held) {
        Session session = held.session();
        return rows.end(session.id())
                .then(revocations.ofSession(session.id(), session.expiresAt()))
                .map(Prolongation.Reused::new);
    }

    /** The answer is the same whether the gateways know yet: publishing goes on in the background. */
    private Mono<Outcome<TokenPair>> reused(LogPosition entry) {
        return revocations.publish(entry).thenReturn(Outcome.refused(Refusal.REFRESH_TOKEN_REUSED));
    }

    private static Mono<Outcome<TokenPair>> refused(Refusal refusal) {
        return Mono.just(Outcome.refused(refusal));
    }

    private static Mono<Prolongation> invalid() {
        return Mono.just(new Prolongation.Refused(Refusal.REFRESH_TOKEN_INVALID));
    }

    private static Mono<Prolongation> beyond() {
        return Mono.just(new Prolongation.Refused(OAuthRefusal.INVALID_SCOPE));
    }
}

package dev.portcullis.auth.session;

import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.user.Account;
import dev.portcullis.auth.user.Users;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Opens sessions. */
@Component
public final class Opening {

    private final Database database;
    private final SessionRows rows;
    private final Users users;
    private final TokenMint mint;
    private final Duration lifetime;
    private final SecureRandom random = new SecureRandom();

    Opening(Database database, SessionRows rows, Users users, TokenMint mint, AuthSettings settings) {
        this.database = database;
        this.rows = rows;
        this.users = users;
        this.mint = mint;
        this.lifetime = settings.lifetimes().session();
    }

    /** A new session of a user who was recognised a moment ago. Never empty. */
    public Mono<Outcome<TokenPair>> open(Account recognised) {
        return database.inTransaction(users.lock(recognised.id())
                        .flatMap(found -> found.map(this::insert).orElseGet(Opening::gone)))
                .flatMap(Outcome.step(mint::mint));
    }

    private Mono<Outcome<Tenure>> insert(Account account) {
        return database.clockMillis().flatMap(now -> insert(tenure(account, now)));
    }

    private Mono<Outcome<Tenure>> insert(Tenure tenure) {
        return rows.insert(tenure.session(), tenure.seed(), tenure.now()).thenReturn(Outcome.passed(tenure));
    }

    private Tenure tenure(Account account, long now) {
        Session session = new Session(UUID.randomUUID(), account.id(), 0, now + lifetime.toMillis(), false);
        return new Tenure(account, session, Seed.random(random), now);
    }

    /** Deleted between the password and now. */
    private static Mono<Outcome<Tenure>> gone() {
        return Mono.just(Outcome.refused(Refusal.INVALID_CREDENTIALS));
    }
}

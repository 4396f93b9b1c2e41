package dev.portcullis.auth.session;

import dev.portcullis.auth.user.Users;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Ends sessions for others than their user: no refresh token of theirs is taken from then on. Says nothing to the gateways;
 * that is the revocation's part, in the same transaction. Every method runs inside it.
 */
@Component
public final class SessionEnding {

    private final SessionRows rows;
    private final Users users;

    SessionEnding(SessionRows rows, Users users) {
        this.rows = rows;
        this.users = users;
    }

    /** When the session would have ended at the latest, in milliseconds; nothing where there is none. Never empty. */
    public Mono<Optional<Long>> end(UUID session) {
        return rows.lock(session).delayUntil(found -> rows.end(session)).map(found -> found.map(Session::expiresAt));
    }

    /** The user first, as every act locks: a refresh that is under way has then either minted already, or finds its end. */
    public Mono<Long> endAllOf(UUID account) {
        return users.lock(account).flatMap(found -> rows.endAllOf(account));
    }
}

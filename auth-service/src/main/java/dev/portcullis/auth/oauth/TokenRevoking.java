package dev.portcullis.auth.oauth;

import dev.portcullis.auth.client.Client;
import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Revocation;
import dev.portcullis.auth.revocation.Revocations;
import dev.portcullis.auth.session.RefreshTokenGrants;
import dev.portcullis.auth.token.AccessTokenReader;
import dev.portcullis.auth.token.AccessTokens;
import dev.portcullis.auth.token.OwnToken;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.publish.Publication;
import java.util.Objects;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Revokes what a client shows. A refresh token ends its session, and every access token of it; an access token ends alone.
 * What is no token of ours, or has expired, needs no revocation.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7009#section-2.1">RFC 7009, section 2.1: Revocation Request</a>
 */
@Component
final class TokenRevoking {

    /** Of clients that may revoke what is not theirs. */
    private static final String ANYBODYS = "revocations:write";

    private final RefreshTokenGrants sessions;
    private final AccessTokenReader accessTokens;
    private final Database database;
    private final Revocations revocations;

    TokenRevoking(
            RefreshTokenGrants sessions, AccessTokenReader accessTokens, Database database, Revocations revocations) {
        this.sessions = sessions;
        this.accessTokens = accessTokens;
        this.database = database;
        this.revocations = revocations;
    }

    /** Whether there was something to revoke; passed only once every gateway knows. Never empty. */
    Mono<Outcome<Boolean>> revoke(Client client, String token) {
        if (sessions.isOurs(token)) {
            return mayRevoke(client, AccessTokens.FIRST_PARTY) ? end(token) : anothers();
        }
        return accessTokens.read(token).fold(own -> revoke(client, own), none -> Mono.just(Outcome.passed(false)));
    }

    private Mono<Outcome<Boolean>> revoke(Client client, OwnToken token) {
        String owner = Objects.requireNonNullElse(token.facts().clientId(), "");
        return mayRevoke(client, owner)
                ? database.inTransaction(revocations.of(revocation(token)))
                        .flatMap(revocations::publish)
                        .map(TokenRevoking::answer)
                : anothers();
    }

    private static Revocation revocation(OwnToken token) {
        String jti = Objects.requireNonNull(token.facts().jti());
        long until = token.claims().getExpirationTime().getTime() + Revocations.WIDEST_SKEW.toMillis();
        return Revocation.of(new Covered.Token(token.facts().issuer(), jti), jti)
                .until(until);
    }

    private Mono<Outcome<Boolean>> end(String refreshToken) {
        return sessions.end(refreshToken)
                .map(outcome -> outcome.fold(
                        ended -> Outcome.passed(true),
                        refusal -> refusal.equals(Refusal.REFRESH_TOKEN_INVALID)
                                ? Outcome.passed(false)
                                : Outcome.refused(refusal)));
    }

    private static boolean mayRevoke(Client client, String owner) {
        return client.id().equals(owner) || client.scopes().contains(ANYBODYS);
    }

    private static Outcome<Boolean> answer(Publication publication) {
        return switch (publication) {
            case CONFIRMED -> Outcome.passed(true);
            case PENDING -> Outcome.refused(Refusal.REVOCATION_PENDING);
        };
    }

    private static Mono<Outcome<Boolean>> anothers() {
        return Mono.just(Outcome.refused(OAuthRefusal.ANOTHER_CLIENTS_TOKEN));
    }
}

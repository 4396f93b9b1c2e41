package dev.portcullis.auth.session;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.token.AccessTokens;
import dev.portcullis.auth.token.Grant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Mints the pair of a tenure. */
@Component
final class TokenMint {

    private final AccessTokens accessTokens;
    private final RefreshTokens refreshTokens;

    TokenMint(AccessTokens accessTokens, RefreshTokens refreshTokens) {
        this.accessTokens = accessTokens;
        this.refreshTokens = refreshTokens;
    }

    /** Never empty. */
    Mono<Outcome<TokenPair>> mint(Tenure tenure) {
        Session session = tenure.session();
        String refresh = refreshTokens.write(tenure.seed(), session.generation());
        return accessTokens.mint(grant(tenure)).map(access -> Outcome.passed(new TokenPair(access, refresh)));
    }

    private static Grant grant(Tenure tenure) {
        return new Grant(
                tenure.account().id(),
                tenure.session().id(),
                tenure.session().expiresAt(),
                tenure.now(),
                tenure.account().roles().list(),
                tenure.account().scopes().list());
    }
}

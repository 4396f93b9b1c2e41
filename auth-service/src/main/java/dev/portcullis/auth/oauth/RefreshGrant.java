package dev.portcullis.auth.oauth;

import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.session.RefreshTokenGrants;
import dev.portcullis.auth.session.TokenPair;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The grant that prolongs a session of the first-party client, by the rules of {@code /api/auth/refresh}.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-6">RFC 6749, section 6: Refreshing an Access Token</a>
 */
@Component
final class RefreshGrant {

    private final RefreshTokenGrants sessions;

    RefreshGrant(RefreshTokenGrants sessions) {
        this.sessions = sessions;
    }

    /** Another client's attempt does not spend the token: its owner could not tell that from a theft. Never empty. */
    Mono<Outcome<TokenPair>> refresh(Arrival arrival, TokenRequest request) {
        if (!arrival.isFirstParty() || !(request.getAuthorizationGrant() instanceof RefreshTokenGrant grant)) {
            return Mono.just(Outcome.refused(OAuthRefusal.REFRESH_TOKEN_INVALID));
        }
        Optional<List<String>> asked = Optional.ofNullable(request.getScope()).map(Scope::toStringList);
        return sessions.refresh(grant.getRefreshToken().getValue(), asked)
                .map(outcome -> outcome.fold(Outcome::passed, refusal -> Outcome.refused(asOAuth(refusal))));
    }

    private static Refusal asOAuth(Refusal refusal) {
        if (refusal.equals(Refusal.REFRESH_TOKEN_REUSED)) {
            return OAuthRefusal.REFRESH_TOKEN_REUSED;
        }
        return refusal.equals(Refusal.REFRESH_TOKEN_INVALID) ? OAuthRefusal.REFRESH_TOKEN_INVALID : refusal;
    }
}

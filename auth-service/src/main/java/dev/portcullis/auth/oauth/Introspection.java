package dev.portcullis.auth.oauth;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import com.nimbusds.oauth2.sdk.id.Audience;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.oauth2.sdk.token.AccessTokenType;
import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.revocation.Revocations;
import dev.portcullis.auth.token.AccessTokenReader;
import dev.portcullis.auth.token.OwnToken;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells what a token is worth now: nothing, where a gateway would refuse it. Here, beside the truth, no copy of the log is
 * asked. A refresh token is not for a resource, so that it is worth nothing there.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7662#section-2.2">RFC 7662, section 2.2: Introspection Response</a>
 */
@Component
final class Introspection {

    private final AccessTokenReader tokens;
    private final Database database;
    private final Revocations revocations;

    Introspection(AccessTokenReader tokens, Database database, Revocations revocations) {
        this.tokens = tokens;
        this.database = database;
        this.revocations = revocations;
    }

    /** Never empty. */
    Mono<TokenIntrospectionSuccessResponse> of(String text) {
        return tokens.read(text).fold(this::unlessRevoked, refusal -> Mono.just(inactive()));
    }

    private Mono<TokenIntrospectionSuccessResponse> unlessRevoked(OwnToken token) {
        return database.inTransaction(revocations.covers(token.facts()))
                .map(revoked -> revoked ? inactive() : active(token.claims()));
    }

    /** And nothing of why: RFC 7662, section 2.2. */
    private static TokenIntrospectionSuccessResponse inactive() {
        return new TokenIntrospectionSuccessResponse.Builder(false).build();
    }

    private static TokenIntrospectionSuccessResponse active(JWTClaimsSet claims) {
        TokenIntrospectionSuccessResponse.Builder answer = new TokenIntrospectionSuccessResponse.Builder(true)
                .tokenType(AccessTokenType.BEARER)
                .issuer(new Issuer(claims.getIssuer()))
                .subject(new Subject(claims.getSubject()))
                .audience(Audience.create(claims.getAudience()))
                .jwtID(new JWTID(claims.getJWTID()))
                .issueTime(claims.getIssueTime())
                .expirationTime(claims.getExpirationTime());
        if (claims.getClaim("client_id") instanceof String client) {
            answer.clientID(new ClientID(client));
        }
        if (claims.getClaim("scope") instanceof String scope && !scope.isEmpty()) {
            answer.scope(Scope.parse(scope));
        }
        Stream.of("sid", "roles")
                .filter(claims.getClaims()::containsKey)
                .forEach(name -> answer.parameter(name, claims.getClaim(name)));
        return answer.build();
    }
}

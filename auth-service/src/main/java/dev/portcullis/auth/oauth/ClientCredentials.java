package dev.portcullis.auth.oauth;

import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import dev.portcullis.auth.client.Client;
import dev.portcullis.auth.database.Database;
import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.token.AccessToken;
import dev.portcullis.auth.token.AccessTokens;
import dev.portcullis.auth.token.ClientGrant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The grant by which a client gets a token for itself.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-4.4">RFC 6749, section 4.4</a>
 */
@Component
final class ClientCredentials {

    private final Database database;
    private final AccessTokens tokens;

    ClientCredentials(Database database, AccessTokens tokens) {
        this.database = database;
        this.tokens = tokens;
    }

    /** A token with what was asked for, or where nothing was, with all that the client may do. Never empty. */
    Mono<Outcome<AccessToken>> grant(Client client, TokenRequest request) {
        return Mono.just(scopes(client, request)).flatMap(Outcome.step(scopes -> mint(client, scopes)));
    }

    private static Outcome<List<String>> scopes(Client client, TokenRequest request) {
        List<String> wanted = Optional.ofNullable(request.getScope())
                .map(Scope::toStringList)
                .orElseGet(() -> client.scopes().stream().sorted().toList());
        return client.scopes().containsAll(wanted)
                ? Outcome.passed(wanted)
                : Outcome.refused(OAuthRefusal.INVALID_SCOPE);
    }

    private Mono<Outcome<AccessToken>> mint(Client client, List<String> scopes) {
        return database.inTransaction(database.clockMillis())
                .flatMap(now -> tokens.mint(new ClientGrant(client.id(), scopes, now)))
                .map(Outcome::passed);
    }
}

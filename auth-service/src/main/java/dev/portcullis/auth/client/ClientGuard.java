package dev.portcullis.auth.client;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/**
 * Lets a request through whose client authenticates by HTTP Basic and holds a scope.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>
 */
@Component
public final class ClientGuard {

    private final Clients clients;

    ClientGuard(Clients clients) {
        this.clients = clients;
    }

    /** Which client calls, or why not. Does not block. */
    public Outcome<Client> admit(ServerHttpRequest request, String scope) {
        return credentials(request)
                .map(this::recognise)
                .orElseGet(() -> Outcome.refused(Refusal.INVALID_CLIENT))
                .then(client -> client.scopes().contains(scope)
                        ? Outcome.passed(client)
                        : Outcome.refused(Refusal.CLIENT_SCOPE_MISSING));
    }

    /** The client of that id and secret, however they came; a refusal tells nothing of which of them was wrong. */
    public Outcome<Client> recognise(PlainClientSecret credentials) {
        return clients.authenticated(
                        credentials.getClientID().getValue(),
                        credentials.getClientSecret().getValue())
                .map(Outcome::passed)
                .orElseGet(() -> Outcome.refused(Refusal.INVALID_CLIENT));
    }

    private static Optional<ClientSecretBasic> credentials(ServerHttpRequest request) {
        List<String> headers = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        try {
            return headers.size() == 1 ? Optional.of(ClientSecretBasic.parse(headers.get(0))) : Optional.empty();
        } catch (ParseException noBasic) {
            return Optional.empty();
        }
    }
}

package dev.portcullis.auth.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import dev.portcullis.auth.client.Client;
import dev.portcullis.auth.client.ClientGuard;
import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.token.AccessTokens;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Receives requests of OAuth clients: the form is read, and the client authenticates, in one way and no more.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-2.3">RFC 6749, section 2.3: Client Authentication</a>
 */
@Component
final class Reception {

    private final ClientGuard clients;

    Reception(ClientGuard clients) {
        this.clients = clients;
    }

    /** Who asks for what. Never empty. */
    Mono<Outcome<Arrival>> receive(ServerHttpRequest request) {
        List<String> authorization = request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION);
        return OAuthForms.read(request)
                .map(read -> read.then(form -> authenticate(authorization, form)
                        .then(client -> Outcome.passed(arrival(client, form, authorization)))));
    }

    private static Arrival arrival(Client client, OAuthForm form, List<String> authorization) {
        return new Arrival(client, form, form.message(authorization.stream().findFirst()));
    }

    private Outcome<Client> authenticate(List<String> authorization, OAuthForm form) {
        long ways = authorization.size()
                + Stream.of("client_secret", "client_assertion")
                        .filter(form::has)
                        .count();
        if (ways > 1) {
            return Outcome.refused(OAuthRefusal.invalidRequest("The client must authenticate in one way only."));
        }
        if (!authorization.isEmpty()) {
            return byHeader(authorization.get(0), form);
        }
        return form.has("client_secret") ? byForm(form) : byNameAlone(form);
    }

    private Outcome<Client> byHeader(String authorization, OAuthForm form) {
        try {
            ClientSecretBasic credentials = ClientSecretBasic.parse(authorization);
            String named = credentials.getClientID().getValue();
            return form.value("client_id").filter(id -> !id.equals(named)).isPresent()
                    ? Outcome.refused(OAuthRefusal.invalidRequest("client_id is not the one that authenticates."))
                    : known(clients.recognise(credentials));
        } catch (ParseException | IllegalArgumentException noBasic) {
            return Outcome.refused(OAuthRefusal.INVALID_CLIENT);
        }
    }

    private Outcome<Client> byForm(OAuthForm form) {
        try {
            return known(clients.recognise(ClientSecretPost.parse(form.parameters())));
        } catch (ParseException | IllegalArgumentException incomplete) {
            return Outcome.refused(OAuthRefusal.INVALID_CLIENT);
        }
    }

    /** Our own public client: everybody may say that they are it, so that it proves nothing and has no scope. */
    private static Outcome<Client> byNameAlone(OAuthForm form) {
        return form.value("client_id").filter(AccessTokens.FIRST_PARTY::equals).isPresent()
                        && !form.has("client_assertion")
                ? Outcome.passed(new Client(AccessTokens.FIRST_PARTY, Set.of()))
                : Outcome.refused(OAuthRefusal.INVALID_CLIENT);
    }

    private static Outcome<Client> known(Outcome<Client> recognised) {
        return recognised.fold(
                Outcome::passed,
                refusal -> Outcome.refused(
                        refusal.equals(Refusal.INVALID_CLIENT) ? OAuthRefusal.INVALID_CLIENT : refusal));
    }
}

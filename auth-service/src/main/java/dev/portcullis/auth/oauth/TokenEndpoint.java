package dev.portcullis.auth.oauth;

import com.nimbusds.oauth2.sdk.AccessTokenResponse;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.oauth2.sdk.token.RefreshToken;
import com.nimbusds.oauth2.sdk.token.Tokens;
import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.token.AccessToken;
import dev.portcullis.auth.web.OutcomeCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code POST /oauth2/token}.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.2">RFC 6749, section 3.2: Token Endpoint</a>
 */
@RestController
final class TokenEndpoint {

    private final Reception reception;
    private final ClientCredentials clientCredentials;
    private final RefreshGrant refreshGrant;
    private final OAuthAnswers answers;
    private final OutcomeCounter counter;

    TokenEndpoint(
            Reception reception,
            ClientCredentials clientCredentials,
            RefreshGrant refreshGrant,
            OAuthAnswers answers,
            MeterRegistry meters) {
        this.reception = reception;
        this.clientCredentials = clientCredentials;
        this.refreshGrant = refreshGrant;
        this.answers = answers;
        this.counter = new OutcomeCounter(meters, "portcullis.auth.oauth", Tags.of("endpoint", "token"));
    }

    @PostMapping("/oauth2/token")
    Mono<Void> token(ServerWebExchange exchange) {
        return reception
                .receive(exchange.getRequest())
                .flatMap(Outcome.step(this::grant))
                .single() // an empty answer is a defect, never a 200
                .doOnNext(counter::count)
                .flatMap(outcome -> answers.message(exchange, outcome));
    }

    /** The type is looked at before the SDK parses: it knows more grants than this service has. */
    private Mono<Outcome<AccessTokenResponse>> grant(Arrival arrival) {
        String type = arrival.form().value("grant_type").orElse("");
        if (type.isEmpty()) {
            return Mono.just(Outcome.refused(OAuthRefusal.invalidRequest("grant_type is missing.")));
        }
        if (type.equals(GrantType.CLIENT_CREDENTIALS.getValue())) {
            return clientCredentials(arrival);
        }
        return type.equals(GrantType.REFRESH_TOKEN.getValue())
                ? refreshed(arrival)
                : Mono.just(Outcome.refused(OAuthRefusal.UNSUPPORTED_GRANT_TYPE));
    }

    /** Not for who proves nothing: RFC 6749, section 4.4. */
    private Mono<Outcome<AccessTokenResponse>> clientCredentials(Arrival arrival) {
        if (arrival.isFirstParty()) {
            return Mono.just(Outcome.refused(OAuthRefusal.UNAUTHORIZED_CLIENT));
        }
        return Mono.just(parse(arrival))
                .flatMap(Outcome.step(request -> clientCredentials.grant(arrival.client(), request)))
                .map(outcome -> outcome.then(token -> Outcome.passed(response(token, null))));
    }

    private Mono<Outcome<AccessTokenResponse>> refreshed(Arrival arrival) {
        return Mono.just(parse(arrival))
                .flatMap(Outcome.step(request -> refreshGrant.refresh(arrival, request)))
                .map(outcome -> outcome.then(
                        pair -> Outcome.passed(response(pair.access(), new RefreshToken(pair.refresh())))));
    }

    private static Outcome<TokenRequest> parse(Arrival arrival) {
        try {
            return Outcome.passed(TokenRequest.parse(arrival.message()));
        } catch (ParseException malformed) {
            return Outcome.refused(OAuthRefusal.invalidRequest("The parameters are not those of this grant."));
        }
    }

    /** Always with the scope: RFC 6749, section 5.1, wants it wherever it is not what was asked for. */
    private static AccessTokenResponse response(AccessToken token, @Nullable RefreshToken refresh) {
        Scope scope = token.scopes().isEmpty() ? null : Scope.parse(token.scopes());
        return new AccessTokenResponse(
                new Tokens(new BearerAccessToken(token.text(), token.expiresIn(), scope), refresh));
    }
}

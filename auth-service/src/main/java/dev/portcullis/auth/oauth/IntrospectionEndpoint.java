package dev.portcullis.auth.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenIntrospectionRequest;
import com.nimbusds.oauth2.sdk.TokenIntrospectionSuccessResponse;
import dev.portcullis.auth.refusal.OAuthRefusal;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.web.OutcomeCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * {@code POST /oauth2/introspect}, for clients with a scope for it: else whoever finds a token could ask what it opens.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7662#section-2">RFC 7662, section 2: Introspection Endpoint</a>
 */
@RestController
final class IntrospectionEndpoint {

    private static final String SCOPE = "tokens:introspect";

    private final Reception reception;
    private final Introspection introspection;
    private final OAuthAnswers answers;
    private final OutcomeCounter counter;

    IntrospectionEndpoint(
            Reception reception, Introspection introspection, OAuthAnswers answers, MeterRegistry meters) {
        this.reception = reception;
        this.introspection = introspection;
        this.answers = answers;
        this.counter = new OutcomeCounter(meters, "portcullis.auth.oauth", Tags.of("endpoint", "introspect"));
    }

    @PostMapping("/oauth2/introspect")
    Mono<Void> introspect(ServerWebExchange exchange) {
        return reception
                .receive(exchange.getRequest())
                .flatMap(Outcome.step(this::introspect))
                .single() // an empty answer is a defect, never a 200
                .doOnNext(counter::count)
                .flatMap(outcome -> answers.message(exchange, outcome));
    }

    private Mono<Outcome<TokenIntrospectionSuccessResponse>> introspect(Arrival arrival) {
        return Mono.just(permitted(arrival).then(IntrospectionEndpoint::token))
                .flatMap(Outcome.step(token -> introspection.of(token).map(Outcome::passed)));
    }

    private static Outcome<Arrival> permitted(Arrival arrival) {
        return arrival.client().scopes().contains(SCOPE)
                ? Outcome.passed(arrival)
                : Outcome.refused(OAuthRefusal.CLIENT_SCOPE_MISSING);
    }

    private static Outcome<String> token(Arrival arrival) {
        try {
            TokenIntrospectionRequest request = TokenIntrospectionRequest.parse(arrival.message());
            return Outcome.passed(request.getToken().getValue());
        } catch (ParseException missing) {
            return Outcome.refused(OAuthRefusal.invalidRequest("token is missing."));
        }
    }
}

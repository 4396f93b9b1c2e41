package dev.portcullis.auth.oauth;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRevocationRequest;
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
 * {@code POST /oauth2/revoke}. A {@code token_type_hint} changes nothing: what a token is, it tells itself.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7009#section-2">RFC 7009, section 2: Token Revocation</a>
 */
@RestController
final class RevocationEndpoint {

    private final Reception reception;
    private final TokenRevoking revoking;
    private final OAuthAnswers answers;
    private final OutcomeCounter counter;

    RevocationEndpoint(Reception reception, TokenRevoking revoking, OAuthAnswers answers, MeterRegistry meters) {
        this.reception = reception;
        this.revoking = revoking;
        this.answers = answers;
        this.counter = new OutcomeCounter(meters, "portcullis.auth.oauth", Tags.of("endpoint", "revoke"));
    }

    @PostMapping("/oauth2/revoke")
    Mono<Void> revoke(ServerWebExchange exchange) {
        return reception
                .receive(exchange.getRequest())
                .flatMap(Outcome.step(this::revoke))
                .single() // an empty answer is a defect, never a 200
                .doOnNext(counter::count)
                .flatMap(outcome -> answers.done(exchange, outcome));
    }

    private Mono<Outcome<Boolean>> revoke(Arrival arrival) {
        return Mono.just(token(arrival)).flatMap(Outcome.step(token -> revoking.revoke(arrival.client(), token)));
    }

    private static Outcome<String> token(Arrival arrival) {
        try {
            TokenRevocationRequest request = TokenRevocationRequest.parse(arrival.message());
            return Outcome.passed(request.getToken().getValue());
        } catch (ParseException missing) {
            return Outcome.refused(OAuthRefusal.invalidRequest("token is missing."));
        }
    }
}

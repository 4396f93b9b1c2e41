package dev.portcullis.auth.backchannel;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.web.Answers;
import dev.portcullis.auth.web.BodyBytes;
import dev.portcullis.auth.web.OutcomeCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * {@code POST /backchannel-logout}, a form with one {@code logout_token}.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#BCRequest">OpenID Connect Back-Channel Logout
 *     1.0, section 2.5: Back-Channel Logout Request</a>
 */
@RestController
final class BackchannelEndpoint {

    private final LogoutTokens tokens;
    private final BackchannelLogout logout;
    private final Scheduler threads;
    private final Answers answers;
    private final OutcomeCounter counter;

    BackchannelEndpoint(
            LogoutTokens tokens,
            BackchannelLogout logout,
            @Qualifier("backchannelThreads") Scheduler threads,
            Answers answers,
            MeterRegistry meters) {
        this.tokens = tokens;
        this.logout = logout;
        this.threads = threads;
        this.answers = answers;
        this.counter = new OutcomeCounter(meters, "portcullis.auth.backchannel");
    }

    @PostMapping("/backchannel-logout")
    Mono<Void> logout(ServerWebExchange exchange) {
        return text(exchange.getRequest())
                .flatMap(Outcome.step(this::verified))
                .flatMap(Outcome.step(logout::with))
                .single() // an empty answer is a defect, never a 200
                .doOnNext(counter::count)
                .flatMap(outcome -> answers.empty(exchange, HttpStatus.OK, outcome));
    }

    /** Away from the event loop: signatures are checked, and keys may have to be fetched. */
    private Mono<Outcome<LogoutToken>> verified(String text) {
        return Mono.fromCallable(() -> tokens.read(text))
                .subscribeOn(threads)
                .onErrorReturn(RejectedExecutionException.class, Outcome.refused(Refusal.BACKCHANNEL_BUSY));
    }

    private static Mono<Outcome<String>> text(ServerHttpRequest request) {
        if (!isForm(request)) {
            return Mono.just(Outcome.refused(Refusal.LOGOUT_TOKEN_INVALID));
        }
        return BodyBytes.read(request, Refusal.LOGOUT_TOKEN_INVALID)
                .map(read -> read.then(bytes -> only(new String(bytes, StandardCharsets.UTF_8))));
    }

    private static boolean isForm(ServerHttpRequest request) {
        try {
            return MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(
                    request.getHeaders().getContentType());
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }

    private static Outcome<String> only(String form) {
        List<String> values = URLUtils.parseParameters(form).getOrDefault("logout_token", List.of());
        return values.size() == 1 ? Outcome.passed(values.get(0)) : Outcome.refused(Refusal.LOGOUT_TOKEN_INVALID);
    }
}

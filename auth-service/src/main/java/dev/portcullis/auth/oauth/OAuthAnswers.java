package dev.portcullis.auth.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.Response;
import com.nimbusds.oauth2.sdk.TokenErrorResponse;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.web.Answers;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Writes outcomes as OAuth's own messages. What OAuth has no word for, such as a revocation that is not confirmed, is a
 * refusal as everywhere else.
 */
@Component
final class OAuthAnswers {

    private final Answers answers;

    OAuthAnswers(Answers answers) {
        this.answers = answers;
    }

    /** The message, or why there is none. */
    Mono<Void> message(ServerWebExchange exchange, Outcome<? extends Response> outcome) {
        return outcome.fold(
                message -> write(exchange.getResponse(), message.toHTTPResponse()),
                refusal -> refuse(exchange, refusal));
    }

    /** A 200 that says nothing but that it is done. */
    Mono<Void> done(ServerWebExchange exchange, Outcome<?> outcome) {
        return outcome.fold(
                done -> answers.empty(exchange, HttpStatus.OK, outcome), refusal -> refuse(exchange, refusal));
    }

    private Mono<Void> refuse(ServerWebExchange exchange, Refusal refusal) {
        String error = refusal.bearerError();
        if (error == null) {
            return answers.empty(exchange, HttpStatus.OK, Outcome.refused(refusal));
        }
        if (refusal.status() == HttpStatus.UNAUTHORIZED.value()) {
            // also where the client did not try Basic: RFC 9110, section 15.5.2, wants a challenge on every 401
            String challenge = Objects.requireNonNull(Refusal.INVALID_CLIENT.challenge());
            exchange.getResponse().getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        ErrorObject words = new ErrorObject(error, refusal.title(), refusal.status());
        return write(exchange.getResponse(), new TokenErrorResponse(words).toHTTPResponse());
    }

    private static Mono<Void> write(ServerHttpResponse response, HTTPResponse message) {
        byte[] body = Objects.requireNonNull(message.getBody()).getBytes(UTF_8);
        response.setStatusCode(HttpStatusCode.valueOf(message.getStatusCode()));
        response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
        response.getHeaders().setCacheControl(CacheControl.noStore());
        response.getHeaders().setPragma("no-cache"); // RFC 6749, section 5.1
        response.getHeaders().setContentLength(body.length);
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(body)));
    }
}

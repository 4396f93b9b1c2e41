package dev.portcullis.gateway.refusal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A row of the refusal table: what a "no" looks like on the wire. Made of constants and configuration only.
 *
 * @param code stable, the name of its page under {@code docs/errors}
 * @param title one sentence, in the characters that an {@code error_description} may hold
 * @param challenged whether the answer carries a {@code WWW-Authenticate: Bearer} challenge
 * @param error the error code of RFC 6750, section 3.1, or {@code null} where it asks for none
 * @param scope the scopes that would have done, from the route's configuration
 * @param retryAfter when asking again may help
 * @param headers what else the answer has to say, such as the methods that would have been taken
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9457">RFC 9457</a>
 */
public record Problem(
        int status,
        String code,
        String title,
        boolean challenged,
        @Nullable String error,
        List<String> scope,
        @Nullable Duration retryAfter,
        Map<String, String> headers) {

    public Problem {
        scope = List.copyOf(scope);
        headers = Map.copyOf(headers);
    }

    /** A row without challenge, scopes or delay. */
    public static Problem of(int status, String code, String title) {
        return new Problem(status, code, title, false, null, List.of(), null, Map.of());
    }

    /** With a challenge that names no error, for a request that brought no credential (RFC 6750, section 3.1). */
    Problem challenge() {
        return new Problem(status, code, title, true, null, scope, retryAfter, headers);
    }

    Problem challenge(String newError) {
        return new Problem(status, code, title, true, newError, scope, retryAfter, headers);
    }

    Problem scope(List<String> newScope) {
        return new Problem(status, code, title, challenged, error, newScope, retryAfter, headers);
    }

    Problem retryAfter(Duration delay) {
        return new Problem(status, code, title, challenged, error, scope, delay, headers);
    }

    Problem header(String name, String value) {
        return new Problem(status, code, title, challenged, error, scope, retryAfter, Map.of(name, value));
    }
}

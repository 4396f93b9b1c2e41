package dev.portcullis.gateway.policy;

import java.time.Duration;

/**
 * How long an open stream, a WebSocket or a long response, may last.
 *
 * @param lifetime what it is bound to
 * @param longest the end of every stream that is bound to its session
 */
public record StreamLimit(Lifetime lifetime, Duration longest) {

    /** What a stream ends with. */
    public enum Lifetime {
        /** With the token that opened it. */
        TOKEN,
        /** With the session of that token, so that a refresh elsewhere does not cut it. */
        SESSION
    }
}

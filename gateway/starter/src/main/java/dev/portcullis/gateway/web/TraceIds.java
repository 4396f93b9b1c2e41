package dev.portcullis.gateway.web;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;

/**
 * One id for the client's answer and the operator's log, whether or not tracing is on.
 *
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">W3C Trace Context</a>
 */
final class TraceIds {

    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceIds() {}

    /** The trace id of a valid {@code traceparent}, else a new one. Hexadecimal, so it can be written anywhere. */
    static String of(HttpHeaders headers) {
        String sent = headers.getFirst("traceparent");
        Matcher matcher = TRACEPARENT.matcher(sent == null ? "" : sent);
        return matcher.matches() ? matcher.group(1) : made();
    }

    /** A new one, where nothing of the request could be read. */
    static String made() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(Locale.ROOT, "%016x%016x", random.nextLong() | 1, random.nextLong());
    }
}

package dev.portcullis.auth.web;

import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id under which a client's refusal and an operator's log line meet: that of a valid {@code traceparent} header, or
 * one made here.
 */
final class TraceId {

    private static final String ZERO = "0".repeat(32);
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private TraceId() {}

    static String of(@Nullable String traceparent) {
        Matcher header = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        return header.matches() && !ZERO.equals(header.group(1)) ? header.group(1) : fresh();
    }

    /** Names a request, guards nothing: it need not be unpredictable, and must not block on the system's entropy. */
    private static String fresh() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return String.format(Locale.ROOT, "%016x%016x", random.nextLong() | 1, random.nextLong());
    }
}

package dev.portcullis.gateway.policy;

import dev.portcullis.gateway.credential.Carriers;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads how a route treats those whom it admits. */
final class HandlingReader {

    static final String ON_UNAVAILABLE = "on-unavailable";
    static final String RELAY_TOKEN = "relay-token";
    static final String CREDENTIALS = "credentials";
    static final String STREAM_LIFETIME = "stream-lifetime";
    static final String MAX_STREAM_LIFETIME = "max-stream-lifetime";
    static final List<String> KEYS =
            List.of(ON_UNAVAILABLE, RELAY_TOKEN, CREDENTIALS, STREAM_LIFETIME, MAX_STREAM_LIFETIME);

    private static final String HEADER = "header";
    private static final String WEBSOCKET_PROTOCOL = "websocket-protocol";
    private static final String COOKIE = "cookie:";

    /** RFC 6265, section 4.1.1: a cookie's name is a token of RFC 9110, section 5.6.2. */
    private static final Pattern COOKIE_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,256}");

    private static final Pattern SIMPLE_DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Duration LONGEST = Duration.ofDays(400);

    private final Findings findings;

    HandlingReader(Findings findings) {
        this.findings = findings;
    }

    Handling read(String parent, Map<?, ?> map, Handling without) {
        return new Handling(
                choice(parent, map, ON_UNAVAILABLE, List.of("reject", "allow"))
                        .map("allow"::equals)
                        .orElse(without.admitsUnseen()),
                choice(parent, map, RELAY_TOKEN, List.of("true", "false"))
                        .map("true"::equals)
                        .orElse(without.relaysToken()),
                map.containsKey(CREDENTIALS)
                        ? carriers(parent + "." + CREDENTIALS, map.get(CREDENTIALS))
                        : without.carriers(),
                streamLimit(parent, map, without.streamLimit()));
    }

    /** One of the words; nothing where the key is left out, or holds anything else and is a problem. */
    private Optional<String> choice(String parent, Map<?, ?> map, String key, List<String> words) {
        if (!map.containsKey(key)) {
            return Optional.empty();
        }
        String written = String.valueOf(map.get(key));
        if (words.contains(written)) {
            return Optional.of(written);
        }
        findings.add(parent + "." + key, "is none of what is allowed; allowed are " + String.join(" and ", words));
        return Optional.empty();
    }

    private Carriers carriers(String key, @Nullable Object value) {
        List<?> elements = YamlList.elementsOf(value);
        Set<String> cookies = new HashSet<>();
        for (Object element : elements) {
            String carrier = String.valueOf(element);
            if (carrier.startsWith(COOKIE)
                    && COOKIE_NAME.matcher(carrier.substring(COOKIE.length())).matches()) {
                cookies.add(carrier.substring(COOKIE.length()));
            } else if (!carrier.equals(HEADER) && !carrier.equals(WEBSOCKET_PROTOCOL)) {
                findings.add(
                        key,
                        "holds a carrier that is not known; allowed are header, websocket-protocol and cookie:NAME");
            }
        }
        if (elements.isEmpty()) {
            findings.add(key, "is empty; write at least one, or leave the key out");
        }
        return new Carriers(elements.contains(HEADER), elements.contains(WEBSOCKET_PROTOCOL), cookies);
    }

    private StreamLimit streamLimit(String parent, Map<?, ?> map, StreamLimit without) {
        StreamLimit.Lifetime lifetime = choice(parent, map, STREAM_LIFETIME, List.of("token", "session"))
                .map(word -> word.equals("session") ? StreamLimit.Lifetime.SESSION : StreamLimit.Lifetime.TOKEN)
                .orElse(without.lifetime());
        if (!map.containsKey(MAX_STREAM_LIFETIME)) {
            return new StreamLimit(lifetime, without.longest());
        }
        Optional<Duration> longest = duration(String.valueOf(map.get(MAX_STREAM_LIFETIME)))
                .filter(duration -> !duration.isNegative() && !duration.isZero() && duration.compareTo(LONGEST) <= 0);
        if (longest.isEmpty()) {
            findings.add(parent + "." + MAX_STREAM_LIFETIME, "is no duration from 1ms to 400d; allowed is such as 12h");
        }
        return new StreamLimit(lifetime, longest.orElse(without.longest()));
    }

    private static Optional<Duration> duration(String text) {
        Matcher simple = SIMPLE_DURATION.matcher(text);
        if (simple.matches()) {
            long count = Long.parseLong(simple.group(1));
            return Optional.of(
                    switch (simple.group(2)) {
                        case "ms" -> Duration.ofMillis(count);
                        case "s" -> Duration.ofSeconds(count);
                        case "m" -> Duration.ofMinutes(count);
                        case "h" -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException noDuration) {
            return Optional.empty();
        }
    }
}

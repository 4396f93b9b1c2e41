package dev.portcullis.gateway.verification;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a token. Each claim that we act on has its type by the time this exists, so that reading one cannot fail;
 * a JSON {@code null} counts as absent.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7519#section-4">RFC 7519, section 4: JWT Claims</a>
 */
final class Claims {

    static final String ISSUER = "iss";
    static final String SUBJECT = "sub";
    static final String AUDIENCE = "aud";
    static final String EXPIRES = "exp";
    static final String NOT_BEFORE = "nbf";
    static final String ISSUED_AT = "iat";
    static final String TOKEN_ID = "jti";
    static final String SESSION = "sid";
    /** Ours: the end of the session that the token belongs to. */
    static final String SESSION_EXPIRES = "session_exp";

    static final String CLIENT = "client_id";
    static final String SCOPE = "scope";
    /** The same thing as some issuers name it. */
    static final String SCP = "scp";

    private static final List<String> TEXTS = List.of(ISSUER, SUBJECT, TOKEN_ID, SESSION, CLIENT);
    private static final List<String> INSTANTS = List.of(EXPIRES, NOT_BEFORE, ISSUED_AT, SESSION_EXPIRES);
    private static final List<String> WORDS = List.of(AUDIENCE, SCOPE, SCP);

    /** The last second of the year 9999. What lies beyond is no date, and overflows when a skew is added. */
    private static final double LAST_SECOND = 253_402_300_799d;

    private final Map<String, Object> members;

    private Claims(Map<String, Object> members) {
        this.members = Collections.unmodifiableMap(members);
    }

    static Outcome<Claims> of(Map<String, Object> members) {
        members.replaceAll((name, value) -> frozen(value));
        Claims claims = new Claims(members);
        boolean typed = TEXTS.stream().allMatch(claims::isTextOrAbsent)
                && INSTANTS.stream().allMatch(claims::isInstantOrAbsent)
                && WORDS.stream().allMatch(claims::isWordsOrAbsent);
        return typed ? new Outcome.Passed<>(claims) : new Outcome.Refused<>(new Refusal.InvalidToken(Reason.MALFORMED));
    }

    /** The requests of one token share its claims. */
    private static @Nullable Object frozen(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((name, inner) -> copy.put(name, frozen(inner)));
            return Collections.unmodifiableMap(copy);
        }
        return value instanceof List<?> list
                ? Collections.unmodifiableList(
                        list.stream().<@Nullable Object>map(Claims::frozen).collect(Collectors.toList()))
                : value;
    }

    /** About how many bytes they take. */
    int footprint() {
        return Footprint.of(members);
    }

    private boolean isTextOrAbsent(String name) {
        Object value = members.get(name);
        return value == null || value instanceof String;
    }

    private boolean isInstantOrAbsent(String name) {
        Object value = members.get(name);
        return value == null
                || value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= LAST_SECOND;
    }

    private boolean isWordsOrAbsent(String name) {
        return areWordsOrAbsent(members.get(name));
    }

    private static boolean areWordsOrAbsent(@Nullable Object value) {
        return value == null
                || value instanceof String
                || value instanceof Collection<?> list && list.stream().allMatch(String.class::isInstance);
    }

    /** For a path that configuration gives: {@link #wordsAt} may be asked for it only if this is so. */
    boolean isWordsAtPathOrAbsent(List<String> path) {
        Object value = members;
        for (String name : path) {
            if (!(value instanceof Map<?, ?> map)) {
                return value == null; // a text on the way is no object, so it is of the wrong type
            }
            value = map.get(name);
        }
        return areWordsOrAbsent(value);
    }

    @Nullable Object raw(String name) {
        return members.get(name);
    }

    @Nullable String text(String name) {
        return (String) members.get(name);
    }

    /** A NumericDate, which may carry a fraction (RFC 7519, section 2), to the millisecond. */
    @Nullable Instant instant(String name) {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        return value instanceof Double seconds
                ? Instant.ofEpochMilli((long) Math.floor(seconds * 1_000))
                : Instant.ofEpochSecond(((Number) value).longValue());
    }

    /** {@code aud}: one string or a list of them, none of them ever split. */
    List<String> audience() {
        Object value = members.get(AUDIENCE);
        if (value instanceof String one) {
            return List.of(one);
        }
        return value == null
                ? List.of()
                : ((Collection<?>) value).stream().map(String.class::cast).toList();
    }

    /** A list, or one string of words between spaces. An element of a list is one word, whatever it holds. */
    Set<String> words(String name) {
        return wordsOf(members.get(name));
    }

    /** The same at the end of a path of names. */
    Set<String> wordsAt(List<String> path) {
        return wordsOf(rawAt(path));
    }

    @Nullable Object rawAt(List<String> path) {
        Object value = members;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value;
    }

    private static Set<String> wordsOf(@Nullable Object value) {
        Set<String> words = new LinkedHashSet<>();
        if (value instanceof String text) {
            words.addAll(List.of(text.split(" ")));
        } else if (value instanceof Collection<?> list) {
            list.forEach(element -> words.add((String) element));
        }
        words.remove("");
        return words;
    }
}

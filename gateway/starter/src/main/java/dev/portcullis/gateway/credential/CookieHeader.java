package dev.portcullis.gateway.credential;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pairs of a {@code Cookie} header, read and cut by the same eyes, so that what was read is what is cut.
 *
 * <p>A name is compared as it stands: a cookie of another case is another cookie. Quotes are part of a value.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6265#section-4.2.1">RFC 6265, section 4.2.1</a>
 */
public final class CookieHeader {

    private static final String SEPARATOR = ";";

    private CookieHeader() {}

    /** The values of every cookie with one of the names. */
    static List<String> valuesOf(List<String> headers, Set<String> names) {
        return headers.stream()
                .flatMap(header -> Arrays.stream(header.split(SEPARATOR)))
                .filter(pair -> isNamed(pair, names))
                .map(pair -> pair.substring(pair.indexOf('=') + 1).strip())
                .toList();
    }

    /** One header without the cookies of these names, the others as they stood; empty where none is left. */
    public static String without(String header, Set<String> names) {
        return Arrays.stream(header.split(SEPARATOR, -1))
                .filter(pair -> !isNamed(pair, names))
                .collect(Collectors.joining(SEPARATOR))
                .strip();
    }

    private static boolean isNamed(String pair, Set<String> names) {
        int equals = pair.indexOf('=');
        return equals > 0 && names.contains(pair.substring(0, equals).strip());
    }
}

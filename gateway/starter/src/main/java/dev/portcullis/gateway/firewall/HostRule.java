package dev.portcullis.gateway.firewall;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a request says in one plain way for whom it is. {@code a/evil} and {@code u@a} are read one way by whoever
 * routes by the host and another by whoever builds links with it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9112#section-3.2">RFC 9112, section 3.2</a>
 */
public final class HostRule {

    private static final int LONGEST_NAME = 255;

    /** A name, an IPv4 or a bracketed IPv6 address, and a port. Underscores are no host's, and every Compose file's. */
    private static final Pattern PLAIN =
            Pattern.compile("(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*])(?::([0-9]{1,5}))?");

    private static final Pattern ABSOLUTE = Pattern.compile("https?://([^/?]*)(.*)", Pattern.CASE_INSENSITIVE);

    private static final int HIGHEST_PORT = 65_535;

    private HostRule() {}

    /** Whether there is exactly one {@code Host}, in plain form. */
    public static boolean isPlain(List<String> hosts) {
        if (hosts.size() != 1 || hosts.get(0).length() > LONGEST_NAME) {
            return false;
        }
        var matcher = PLAIN.matcher(hosts.get(0));
        return matcher.matches() && (matcher.group(1) == null || Integer.parseInt(matcher.group(1)) <= HIGHEST_PORT);
    }

    /**
     * Whether a target in absolute form names the same host. RFC 9112, section 3.2.2, lets the target win; two answers to
     * one question are refused instead.
     */
    static boolean agrees(String target, String host) {
        var matcher = ABSOLUTE.matcher(target);
        return matcher.matches() && matcher.group(1).equalsIgnoreCase(host);
    }
}

package dev.portcullis.gateway.firewall;

/**
 * Whether a request target is made of the characters that a URI may hold. The framework cannot parse another, and what
 * nobody could parse has no route.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc3986#appendix-A">RFC 3986, appendix A</a>
 */
public final class TargetRule {

    /** Of the delimiters, the brackets are left to the query, where the framework can parse them. */
    private static final String ALLOWED = "-._~:/?@!$&'()*+,;=[]";

    private TargetRule() {}

    /** Whether each character may stand there and each escape is whole. A fragment is never sent to a server. */
    public static boolean isPlain(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            boolean escape =
                    c == '%' && i + 2 < target.length() && isHex(target.charAt(i + 1)) && isHex(target.charAt(i + 2));
            boolean allowed =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ALLOWED.indexOf(c) >= 0;
            if (!escape && !allowed) {
                return false;
            }
        }
        return !target.isEmpty() && !bracketInPath(target);
    }

    private static boolean bracketInPath(String target) {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return path.startsWith("/") && (path.indexOf('[') >= 0 || path.indexOf(']') >= 0);
    }

    private static boolean isHex(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F';
    }
}

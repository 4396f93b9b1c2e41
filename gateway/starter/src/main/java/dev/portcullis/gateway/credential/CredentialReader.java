package dev.portcullis.gateway.credential;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.util.List;

/**
 * Reads the one token that a request presents: {@code Authorization: Bearer <b64token>}, the scheme in any case, one or
 * more spaces, the token to the very end of the value; or a cookie or WebSocket sub-protocol where the route says so. The
 * query is never read (RFC 6750, section 2.3): it stands in every log on the way.
 *
 * <p>A space behind the token never gets here: it is no part of a field's value (RFC 9110, section 5.5), and the server
 * takes it off. One that did get here would be refused.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-11.1">RFC 9110, section 11.1</a>
 */
public final class CredentialReader {

    private static final String SCHEME = "Bearer";

    private final int maxTokenChars;

    public CredentialReader(int maxTokenChars) {
        this.maxTokenChars = maxTokenChars;
    }

    /**
     * Reads the one credential from where the route lets it stand. A cookie counts only where no {@code Authorization} is
     * sent: the browser adds it to every request, also to one that its page gave another token.
     */
    public Outcome<Credential> read(Presented presented, Carriers carriers) {
        List<String> authorization = carriers.header() ? presented.authorization() : List.of();
        List<String> protocols =
                carriers.webSocketProtocol() ? WebSocketProtocol.tokensIn(presented.webSocketProtocol()) : List.of();
        List<String> cookies = presented.authorization().isEmpty()
                ? CookieHeader.valuesOf(presented.cookie(), carriers.cookies())
                : List.of();
        int found = authorization.size() + protocols.size() + cookies.size();
        if (found > 1 || presented.authorization().size() > 1) {
            return new Outcome.Refused<>(new Refusal.CredentialRepeated());
        }
        if (found == 0) {
            return new Outcome.Refused<>(new Refusal.NoCredential());
        }
        if (!authorization.isEmpty()) {
            return read(authorization.get(0)).then(token -> credential(token, false));
        }
        return cookies.isEmpty()
                ? token(protocols.get(0)).then(token -> credential(token, false))
                : token(cookies.get(0)).then(token -> credential(token, true));
    }

    private static Outcome<Credential> credential(BearerToken token, boolean fromCookie) {
        return new Outcome.Passed<>(new Credential(token, fromCookie));
    }

    private Outcome<BearerToken> read(String value) {
        int schemeEnd = endOfScheme(value);
        if (schemeEnd != SCHEME.length() || !value.regionMatches(true, 0, SCHEME, 0, schemeEnd)) {
            return new Outcome.Refused<>(new Refusal.NoCredential());
        }
        int start = schemeEnd;
        while (start < value.length() && value.charAt(start) == ' ') {
            start++;
        }
        if (start == value.length()) {
            return new Outcome.Refused<>(new Refusal.NoCredential());
        }
        // a tab, a colon: no separator; too much of anything is told first, because it is not looked at
        return start == schemeEnd && value.length() - start <= maxTokenChars
                ? malformed()
                : token(value.substring(start));
    }

    private Outcome<BearerToken> token(String text) {
        if (text.length() > maxTokenChars) {
            return new Outcome.Refused<>(new Refusal.TokenTooLarge());
        }
        return isB64Token(text) ? new Outcome.Passed<>(new BearerToken(text)) : malformed();
    }

    private static Outcome<BearerToken> malformed() {
        return new Outcome.Refused<>(new Refusal.InvalidToken(Reason.MALFORMED));
    }

    /** A scheme is a {@code token} of RFC 9110, section 5.6.2; of its characters only letters occur in ours. */
    private static int endOfScheme(String value) {
        int end = 0;
        while (end < value.length() && isSchemeChar(value.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isSchemeChar(char c) {
        return isLetterOrDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    private static boolean isB64Token(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '=') {
            end--;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && "-._~+/".indexOf(c) < 0) {
                return false;
            }
        }
        return end > 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}

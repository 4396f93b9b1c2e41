package dev.portcullis.gateway.credential;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.util.List;

/**
 * Reads {@code Authorization: Bearer <b64token>}: the scheme in any case, one or more spaces, the token to the very end of
 * the value.
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
     * Reads the one credential.
     *
     * @param authorization all values of the header, in any order
     */
    public Outcome<BearerToken> read(List<String> authorization) {
        if (authorization.isEmpty()) {
            return new Outcome.Refused<>(new Refusal.NoCredential());
        }
        if (authorization.size() > 1) {
            return new Outcome.Refused<>(new Refusal.CredentialRepeated());
        }
        return read(authorization.get(0));
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
        return token(value, start);
    }

    private Outcome<BearerToken> token(String value, int start) {
        if (value.length() - start > maxTokenChars) {
            return new Outcome.Refused<>(new Refusal.TokenTooLarge());
        }
        String text = value.substring(start);
        boolean separated = value.charAt(start - 1) == ' '; // a tab, a colon: no separator
        return separated && isB64Token(text)
                ? new Outcome.Passed<>(new BearerToken(text))
                : new Outcome.Refused<>(new Refusal.InvalidToken(Reason.MALFORMED));
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

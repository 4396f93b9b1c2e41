package dev.portcullis.auth.user;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Role or scope names: each a scope-token, so that they can be joined by spaces without becoming others.
 *
 * @param list without repeats
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6749#section-3.3">RFC 6749, section 3.3: Access Token Scope</a>
 */
public record Words(List<String> list) {

    private static final int MOST_CHARS = 2048;
    private static final Pattern SCOPE_TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+");

    /** Copies the list. */
    public Words {
        list = List.copyOf(list);
    }

    /** From a body's member of this name. */
    public static Outcome<Words> parse(String field, List<String> texts) {
        Words words = new Words(texts.stream().distinct().toList());
        boolean good = texts.stream().allMatch(text -> SCOPE_TOKEN.matcher(text).matches())
                && words.text().length() <= MOST_CHARS;
        return good
                ? Outcome.passed(words)
                : Outcome.refused(
                        Refusal.field(field, "names of printable ASCII without spaces, quotes or backslashes"));
    }

    static Words ofText(String text) {
        return new Words(text.isEmpty() ? List.of() : List.of(text.split(" ")));
    }

    String text() {
        return String.join(" ", list);
    }
}

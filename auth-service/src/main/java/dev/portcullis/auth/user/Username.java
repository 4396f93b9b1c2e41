package dev.portcullis.auth.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import java.text.Normalizer;
import java.util.Locale;

/**
 * A user's name in the one form in which it is kept and looked up: compatibility forms composed, case folded, so that two
 * accounts cannot look the same.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8265#section-3.3">RFC 8265, section 3.3: UsernameCaseMapped</a>
 */
public final class Username {

    private static final int MOST_BYTES = 128;
    private static final Refusal NOT_A_NAME =
            Refusal.field("username", "a text of 1 to 128 bytes without control characters");

    private final String text;

    private Username(String text) {
        this.text = text;
    }

    /** From what somebody typed. */
    public static Outcome<Username> parse(String typed) {
        if (typed.length() > MOST_BYTES) {
            return Outcome.refused(NOT_A_NAME); // before normalising, which can multiply the length
        }
        String name = Normalizer.normalize(typed.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        boolean good = !name.isBlank()
                && name.getBytes(UTF_8).length <= MOST_BYTES
                && name.codePoints().noneMatch(Character::isISOControl);
        return good ? Outcome.passed(new Username(name)) : Outcome.refused(NOT_A_NAME);
    }

    String text() {
        return text;
    }
}

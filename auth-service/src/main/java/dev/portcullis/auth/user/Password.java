package dev.portcullis.auth.user;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import java.text.Normalizer;

/** A password as somebody typed it. It cannot be printed; one that is too long is refused, never cut. */
public final class Password {

    private static final int MOST_BYTES = 512;
    private static final Refusal TOO_LONG = Refusal.field("password", "a text of 1 to 512 bytes");

    private final String text;

    private Password(String text) {
        this.text = text;
    }

    /** From what somebody typed; the same password typed on another keyboard must be the same. */
    public static Outcome<Password> parse(String typed) {
        if (typed.length() > MOST_BYTES) {
            return Outcome.refused(TOO_LONG); // before normalising, which can multiply the length
        }
        String password = Normalizer.normalize(typed, Normalizer.Form.NFKC);
        return password.isEmpty() || password.getBytes(UTF_8).length > MOST_BYTES
                ? Outcome.refused(TOO_LONG)
                : Outcome.passed(new Password(password));
    }

    String text() {
        return text;
    }

    @Override
    public String toString() {
        return "Password[redacted]";
    }
}

package dev.portcullis.auth.admin;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Revocation;
import dev.portcullis.auth.web.JsonBody;
import dev.portcullis.revocation.Covered;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** The members of a body by which an administrator may name what is to be revoked, all but a token's whole text. */
enum Naming {
    JTI("jti", Covered.Token::new),
    SESSION("session", Covered.Session::new),
    SUBJECT("subject", Covered.Subject::new),
    CLIENT("client", Covered.Client::new),
    KEY("key", Covered.Key::new);

    private static final Pattern UUID_TEXT =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private static final int MOST_CHARS = 512;
    private static final int MOST_ISSUER_CHARS = 2048;
    private static final int MOST_REASON_CHARS = 256;

    private final String field;
    private final BiFunction<String, String, Covered> covered;

    Naming(String field, BiFunction<String, String, Covered> covered) {
        this.field = field;
        this.covered = covered;
    }

    /** Those that the body holds. */
    static List<Naming> in(JsonBody body) {
        return Arrays.stream(values()).filter(naming -> body.has(naming.field)).toList();
    }

    /** Of this issuer. */
    Outcome<Revocation> read(JsonBody body, String issuer, boolean ours) {
        return text(body, field, MOST_CHARS)
                .then(name -> ours ? exact(name) : Outcome.passed(name))
                .then(name -> Outcome.passed(Revocation.of(covered.apply(issuer, name), name)));
    }

    /** Our tokens, sessions and subjects are named by UUIDs in one form; anything else would be recorded, and cover nothing. */
    private Outcome<String> exact(String name) {
        return (this == JTI || this == SESSION || this == SUBJECT)
                        && !UUID_TEXT.matcher(name).matches()
                ? Outcome.refused(Refusal.field(field, "a UUID in lower case, as our tokens carry it"))
                : Outcome.passed(name);
    }

    static Outcome<String> issuer(JsonBody body) {
        return text(body, "issuer", MOST_ISSUER_CHARS);
    }

    static Outcome<String> reason(JsonBody body) {
        return body.has("reason") ? text(body, "reason", MOST_REASON_CHARS) : Outcome.passed("");
    }

    /** Whether it can be stored: a database refuses NUL, and a log line must not be broken. */
    private static boolean canBeKept(String text, int mostChars) {
        return text.length() <= mostChars && text.codePoints().noneMatch(Character::isISOControl);
    }

    /** Whether a name that stands in a token can be stored. */
    static boolean isName(String text) {
        return canBeKept(text, MOST_CHARS);
    }

    /** Whether an issuer that stands in a token can be stored. */
    static boolean isIssuer(String text) {
        return canBeKept(text, MOST_ISSUER_CHARS);
    }

    static Outcome<String> text(JsonBody body, String field, int mostChars) {
        return body.text(field)
                .then(text -> canBeKept(text, mostChars)
                        ? Outcome.passed(text)
                        : Outcome.refused(Refusal.field(
                                field, "a text of at most " + mostChars + " characters, none of them for control")));
    }
}

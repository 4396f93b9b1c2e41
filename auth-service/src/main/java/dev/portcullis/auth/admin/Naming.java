package dev.portcullis.auth.admin;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Revocation;
import dev.portcullis.auth.web.JsonBody;
import dev.portcullis.revocation.Covered;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;

/** The members of a body by which an administrator may name what is to be revoked, all but a token's whole text. */
enum Naming {
    JTI("jti", Covered.Token::new),
    SESSION("session", Covered.Session::new),
    SUBJECT("subject", Covered.Subject::new),
    CLIENT("client", Covered.Client::new),
    KEY("key", Covered.Key::new);

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

    /** Our sessions and subjects are UUIDs in one form; anything else would be recorded, and cover nothing. */
    private Outcome<String> exact(String name) {
        return (this == SESSION || this == SUBJECT) && !isUuid(name)
                ? Outcome.refused(Refusal.field(field, "a UUID in lower case, as our tokens carry it"))
                : Outcome.passed(name);
    }

    private static boolean isUuid(String text) {
        return text.length() == 36
                && text.matches("[0-9a-f-]+")
                && text.chars().filter(c -> c == '-').count() == 4
                && text.equals(UUID.fromString(text).toString());
    }

    static Outcome<String> issuer(JsonBody body) {
        return text(body, "issuer", MOST_ISSUER_CHARS);
    }

    static Outcome<String> reason(JsonBody body) {
        return body.has("reason") ? text(body, "reason", MOST_REASON_CHARS) : Outcome.passed("");
    }

    /** What can be stored: a database refuses NUL, and a log line must not be broken. */
    static Outcome<String> text(JsonBody body, String field, int mostChars) {
        return body.text(field)
                .then(text -> text.length() <= mostChars && text.codePoints().noneMatch(Character::isISOControl)
                        ? Outcome.passed(text)
                        : Outcome.refused(Refusal.field(
                                field, "a text of at most " + mostChars + " characters, none of them for control")));
    }
}

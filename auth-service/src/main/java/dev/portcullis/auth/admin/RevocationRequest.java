package dev.portcullis.auth.admin;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import dev.portcullis.auth.revocation.Revocation;
import dev.portcullis.auth.settings.AuthSettings;
import dev.portcullis.auth.web.JsonBody;
import dev.portcullis.revocation.Covered;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads what an administrator wants revoked: one thing, named by one member, and whose it is. */
@Component
final class RevocationRequest {

    private static final Refusal WHAT = Refusal.field(
            "the body", "an object with one of token, jti, session, subject, client and key, or issuer alone");

    private final ShownToken tokens;
    private final String ours;

    RevocationRequest(ShownToken tokens, AuthSettings settings) {
        this.tokens = tokens;
        this.ours = settings.issuer();
    }

    /** What is to be revoked. Checks a signature: not for an event loop. */
    Outcome<Revocation> from(JsonBody body) {
        return Naming.reason(body)
                .then(reason -> issuer(body)
                        .then(issuer -> what(body, issuer))
                        .then(wanted -> Outcome.passed(wanted.because(reason))));
    }

    private static Outcome<Optional<String>> issuer(JsonBody body) {
        return body.has("issuer")
                ? Naming.issuer(body).then(issuer -> Outcome.passed(Optional.of(issuer)))
                : Outcome.passed(Optional.empty());
    }

    private Outcome<Revocation> what(JsonBody body, Optional<String> issuer) {
        List<Naming> namings = Naming.in(body);
        int named = namings.size() + (body.has("token") ? 1 : 0);
        if (named > 1 || (named == 0 && issuer.isEmpty())) {
            return Outcome.refused(WHAT);
        }
        if (named == 0) {
            return Outcome.passed(Revocation.of(new Covered.Issuer(issuer.get()), ""));
        }
        if (namings.isEmpty()) {
            return body.text("token").then(text -> tokens.read(text, issuer, ours));
        }
        String whose = issuer.orElse(ours);
        return namings.get(0).read(body, whose, whose.equals(ours));
    }
}

package dev.portcullis.gateway.admission;

import dev.portcullis.gateway.policy.AccessRule;
import dev.portcullis.gateway.policy.AccessRule.Accepted;
import dev.portcullis.gateway.verification.VerifiedToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is let through: nobody in particular on a public route, else whom the token speaks for. */
public final class Caller {

    /** A public route does not know its caller, whatever credential was sent along. */
    public static final Caller ANONYMOUS = new Caller(null, AccessRule.PUBLIC);

    private final @Nullable Accepted accepted;
    private final AccessRule rule;

    private Caller(@Nullable Accepted accepted, AccessRule rule) {
        this.accepted = accepted;
        this.rule = rule;
    }

    static Caller of(Accepted accepted, AccessRule rule) {
        return new Caller(accepted, rule);
    }

    /** The rule that admitted the caller, which also says how the request is forwarded and how long a stream may last. */
    public AccessRule rule() {
        return rule;
    }

    /** The token that admitted the caller. */
    public Optional<VerifiedToken> token() {
        return accepted().map(Accepted::token);
    }

    /** Whether the caller was let in although nobody could tell whether the token is revoked. */
    public boolean unseen() {
        return accepted().map(Accepted::unseen).orElse(false);
    }

    Optional<Accepted> accepted() {
        return Optional.ofNullable(accepted);
    }
}

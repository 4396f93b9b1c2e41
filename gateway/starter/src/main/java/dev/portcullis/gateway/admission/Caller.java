package dev.portcullis.gateway.admission;

import dev.portcullis.gateway.verification.VerifiedToken;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who is let through: nobody in particular on a public route, else whom the token speaks for. */
public final class Caller {

    /** A public route does not know its caller, whatever credential was sent along. */
    public static final Caller ANONYMOUS = new Caller(null);

    private final @Nullable VerifiedToken token;

    private Caller(@Nullable VerifiedToken token) {
        this.token = token;
    }

    static Caller of(VerifiedToken token) {
        return new Caller(token);
    }

    /** The token that admitted the caller. */
    public Optional<VerifiedToken> token() {
        return Optional.ofNullable(token);
    }
}

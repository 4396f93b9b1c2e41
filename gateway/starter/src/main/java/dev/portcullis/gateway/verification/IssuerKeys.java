package dev.portcullis.gateway.verification;

import dev.portcullis.gateway.refusal.Outcome;
import dev.portcullis.gateway.refusal.Refusal;
import dev.portcullis.gateway.refusal.Refusal.InvalidToken.Reason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The keys of one issuer, which verify for it alone. */
public abstract sealed class IssuerKeys permits FetchedKeys, SecretKeys {

    /** Told to who comes while there are no keys: about one step of the back-off. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    /** The keys to try for a token, at least one. Never empty. Does not block. */
    abstract Mono<Outcome<List<VerificationKey>>> keysFor(@Nullable String kid, SignatureAlgorithm algorithm);

    /** The keys that may verify now; a refusal where nothing can be said of any token. */
    abstract Outcome<KeySet> held();

    /** Starts a load where one is due. Called from the background, about once a second. Does not block. */
    abstract void refreshIfDue();

    /** Whether the first load has ended, well or not. */
    public abstract boolean firstLoadEnded();

    /** What operators may see of them. */
    public abstract KeyView view();

    /** Whether a token of this issuer could be verified now. */
    public final boolean available() {
        return held().fold(keys -> true, refusal -> false);
    }

    static Outcome<List<VerificationKey>> pick(KeySet keys, @Nullable String kid, SignatureAlgorithm algorithm) {
        List<VerificationKey> candidates = keys.candidates(kid, algorithm);
        return candidates.isEmpty()
                ? new Outcome.Refused<>(new Refusal.InvalidToken(Reason.KEY))
                : new Outcome.Passed<>(candidates);
    }
}

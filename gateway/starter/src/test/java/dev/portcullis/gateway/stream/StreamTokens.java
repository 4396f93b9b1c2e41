package dev.portcullis.gateway.stream;

import dev.portcullis.gateway.policy.Handling;
import dev.portcullis.gateway.policy.StreamLimit;
import dev.portcullis.gateway.policy.StreamLimit.Lifetime;
import dev.portcullis.gateway.verification.TestKeys;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.gateway.verification.TestVerifiers;
import dev.portcullis.gateway.verification.TokenVerifier;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

/** Tokens that were admitted, and the limits that they are bound by. */
final class StreamTokens {

    static final StreamLimit BY_TOKEN = new StreamLimit(Lifetime.TOKEN, Duration.ofHours(12));
    static final Handling USUAL = Handling.USUAL;
    static final StreamLimit BY_SESSION = new StreamLimit(Lifetime.SESSION, Duration.ofHours(12));
    /** Of a valid token: the first instant at which it is refused. */
    static final Instant REFUSED = TestTokens.NOW.plusSeconds(300).plus(TestTokens.SKEW);

    private static final TokenVerifier VERIFIER = TestVerifiers.trusting(TestKeys.set(TestKeys.ISSUER));

    private StreamTokens() {}

    static VerifiedToken valid() {
        return with(claims -> {});
    }

    static VerifiedToken with(Consumer<Map<String, Object>> difference) {
        return TestVerifiers.verified(VERIFIER, TestTokens.with(difference));
    }

    static VerifiedToken ofSession(Instant end) {
        return with(claims -> claims.put("session_exp", TestTokens.seconds(end)));
    }

    /** An entry of the log; a score of 0 would lift. */
    static LogEntry entry(Covered covered, long score) {
        return new LogEntry(1, covered.member(), Math.max(1, score), Chain.GENESIS);
    }
}

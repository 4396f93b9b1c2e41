package dev.portcullis.gateway.verification;

import static java.util.Objects.requireNonNull;

import dev.portcullis.gateway.credential.CredentialReader;
import dev.portcullis.gateway.refusal.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Verifiers that trust the issuer of {@link TestTokens}, at {@link TestTokens#NOW}. */
public final class TestVerifiers {

    public static final KeySettings KEYS =
            new KeySettings(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(1));
    private static final InstantSource CLOCK = InstantSource.fixed(TestTokens.NOW);

    private TestVerifiers() {}

    public static IssuerSettings settings() {
        return new IssuerSettings(
                "main",
                TestTokens.ISSUER,
                URI.create("http://127.0.0.1/jwks"),
                Set.of(TestTokens.AUDIENCE),
                EnumSet.allOf(SignatureAlgorithm.class),
                Set.of("at+jwt", "jwt"),
                TestTokens.SKEW,
                Duration.ofHours(24),
                "roles",
                MintInstant.IAT);
    }

    public static IssuerSettings allowing(SignatureAlgorithm only) {
        IssuerSettings all = settings();
        return new IssuerSettings(
                all.name(),
                all.issuer(),
                all.jwksUri(),
                all.audiences(),
                Set.of(only),
                all.tokenTypes(),
                all.clockSkew(),
                all.maxLifetime(),
                all.rolesClaim(),
                all.mintInstant());
    }

    public static IssuerSettings minted(MintInstant mintInstant) {
        IssuerSettings all = settings();
        return new IssuerSettings(
                all.name(),
                all.issuer(),
                all.jwksUri(),
                all.audiences(),
                all.algorithms(),
                all.tokenTypes(),
                all.clockSkew(),
                all.maxLifetime(),
                all.rolesClaim(),
                mintInstant);
    }

    public static TokenVerifier trusting(byte[] keySet) {
        return trusting(settings(), keySet);
    }

    public static TokenVerifier trusting(IssuerSettings settings, byte[] keySet) {
        IssuerKeys keys = new IssuerKeys(settings.name(), () -> Mono.just(keySet), KEYS, CLOCK);
        keys.refreshIfDue();
        return new TokenVerifier(List.of(new TrustedIssuer(settings, keys)), CLOCK);
    }

    /** The code of the refusal, or {@code passed}. */
    public static String verdict(TokenVerifier verifier, String token) {
        return outcome(verifier, token)
                .fold(passed -> "passed", refusal -> refusal.problem().code());
    }

    public static VerifiedToken verified(TokenVerifier verifier, String token) {
        return outcome(verifier, token).fold(UnaryOperator.<VerifiedToken>identity(), refusal -> {
            throw new AssertionError(refusal.problem().code());
        });
    }

    private static Outcome<VerifiedToken> outcome(TokenVerifier verifier, String token) {
        return requireNonNull(Mono.just(new CredentialReader(1 << 20).read(List.of("Bearer " + token)))
                .flatMap(Outcome.step(verifier::verify))
                .block());
    }
}

package dev.portcullis.gateway.verification;

import static java.util.Objects.requireNonNull;

import dev.portcullis.gateway.credential.Carriers;
import dev.portcullis.gateway.credential.CredentialReader;
import dev.portcullis.gateway.credential.Presented;
import dev.portcullis.gateway.refusal.Outcome;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Verifiers that trust the issuer of {@link TestTokens}, at {@link TestTokens#NOW}. */
public final class TestVerifiers {

    public static final KeySettings KEYS =
            new KeySettings(Duration.ofMinutes(5), Duration.ofSeconds(30), Duration.ofHours(1));
    private static final InstantSource CLOCK = InstantSource.fixed(TestTokens.NOW);

    private TestVerifiers() {}

    public static IssuerSettings settings() {
        return new Settings().made();
    }

    public static IssuerSettings allowing(SignatureAlgorithm only) {
        Settings settings = new Settings();
        settings.algorithms = Set.of(only);
        return settings.made();
    }

    /** An issuer that a route has to name. */
    public static IssuerSettings forEveryAudience() {
        return with(settings -> settings.audiences = Set.of());
    }

    public static IssuerSettings minted(MintInstant mintInstant) {
        Settings settings = new Settings();
        settings.mintInstant = mintInstant;
        return settings.made();
    }

    /** Those of the issuer of {@link TestTokens}, but for what a test says. */
    public static IssuerSettings with(Consumer<Settings> difference) {
        Settings settings = new Settings();
        difference.accept(settings);
        return settings.made();
    }

    /** Settings in the making; each test names what is different. */
    public static final class Settings {
        String name = "main";
        String issuer = TestTokens.ISSUER;
        IssuerClaim issuerClaim = IssuerClaim.REQUIRED;
        KeySource keys = new KeySource.Published(URI.create("http://127.0.0.1/jwks"));
        Set<String> audiences = Set.of(TestTokens.AUDIENCE);
        Set<SignatureAlgorithm> algorithms = Arrays.stream(SignatureAlgorithm.values())
                .filter(algorithm -> !algorithm.usesSecret())
                .collect(Collectors.toSet());
        Set<String> tokenTypes = Set.of("at+jwt", "jwt");
        List<String> rolesClaim = List.of("roles");
        MintInstant mintInstant = MintInstant.IAT;

        IssuerSettings made() {
            return new IssuerSettings(
                    name,
                    issuer,
                    issuerClaim,
                    keys,
                    audiences,
                    algorithms,
                    tokenTypes,
                    TestTokens.SKEW,
                    Duration.ofHours(24),
                    rolesClaim,
                    mintInstant);
        }
    }

    public static TokenVerifier trusting(byte[] keySet) {
        return trusting(settings(), keySet);
    }

    public static TokenVerifier trusting(IssuerSettings settings, byte[] keySet) {
        IssuerKeys keys = fetched(() -> Mono.just(keySet), CLOCK);
        keys.refreshIfDue();
        return new TokenVerifier(List.of(new TrustedIssuer(settings, keys)), cache(), CLOCK);
    }

    public static VerifiedTokenCache cache() {
        return new VerifiedTokenCache(1 << 20);
    }

    /** Keys that have not been loaded yet. */
    public static IssuerKeys fetched(JwksSource source, InstantSource clock) {
        return new FetchedKeys("main", settings().keys(), source, KEYS, clock);
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
        return requireNonNull(Mono.just(new CredentialReader(1 << 20)
                        .read(new Presented(List.of("Bearer " + token), List.of(), List.of()), Carriers.HEADER))
                .flatMap(Outcome.step(credential -> verifier.verify(credential.token())))
                .block());
    }
}

package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.autoconfigure.PortcullisProperties.Issuer;
import dev.portcullis.gateway.verification.IssuerClaim;
import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.KeySource;
import dev.portcullis.gateway.verification.MintInstant;
import dev.portcullis.gateway.verification.SignatureAlgorithm;
import dev.portcullis.gateway.verification.SignatureSelfCheck;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks one issuer. */
final class IssuerCheck {

    /** A century: what is added to and taken from instants must not overflow. */
    private static final Duration MAX_LIFETIME = Duration.ofDays(36_500);

    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final List<String> ISSUED_AT = List.of("iat", "jti");
    private static final List<String> ALGORITHMS = List.of("ES256", "RS256");

    private final Problems problems;
    private final String key;

    IssuerCheck(Problems problems, String name) {
        this.problems = problems;
        this.key = PortcullisProperties.PREFIX + ".issuers." + name;
    }

    /** The settings, or nothing where they cannot be made; what is wrong is among the problems. */
    Optional<IssuerSettings> check(String name, Issuer issuer) {
        Set<SignatureAlgorithm> algorithms = algorithms(issuer);
        Optional<KeySource> keys = new KeySourceCheck(problems, key).check(issuer, algorithms);
        List<String> audiences = issuer.audiences();
        checkIssuer(issuer);
        unless(
                audiences != null && audiences.stream().noneMatch(String::isBlank),
                "audiences",
                "is missing or holds an empty text; allowed is a list of audiences, or [] for an issuer whose tokens"
                        + " name none");
        unless(
                !issuer.tokenTypes().isEmpty() && issuer.tokenTypes().stream().noneMatch(String::isBlank),
                "token-types",
                "is empty; allowed is a list of at least one typ");
        unless(
                !issuer.rolesClaim().isEmpty() && issuer.rolesClaim().stream().noneMatch(String::isBlank),
                "roles-claim",
                "is empty; allowed is the name of a claim, or a list of names for one that lies deeper");
        checkTimes(issuer);
        if (keys.isEmpty() || audiences == null || !ISSUED_AT.contains(issuer.issuedAt())) {
            return Optional.empty();
        }
        return Optional.of(new IssuerSettings(
                name,
                issuer.issuer() == null ? name : issuer.issuer(),
                claimOf(issuer),
                keys.get(),
                new HashSet<>(audiences),
                algorithms,
                issuer.tokenTypes().stream().map(IssuerSettings::typeOf).collect(Collectors.toSet()),
                issuer.clockSkew(),
                issuer.maxLifetime(),
                issuer.rolesClaim(),
                MintInstant.valueOf(issuer.issuedAt().toUpperCase(Locale.ROOT))));
    }

    private void checkIssuer(Issuer issuer) {
        unless(
                issuer.issuer() == null ? issuer.issuerClaimOptional() : isVisible(issuer.issuer()),
                "issuer",
                "is missing or not in visible ASCII; allowed is the exact iss of its tokens");
    }

    private static IssuerClaim claimOf(Issuer issuer) {
        if (issuer.issuer() == null) {
            return IssuerClaim.ABSENT;
        }
        return issuer.issuerClaimOptional() ? IssuerClaim.OPTIONAL : IssuerClaim.REQUIRED;
    }

    private void checkTimes(Issuer issuer) {
        unless(
                !issuer.clockSkew().isNegative() && issuer.clockSkew().compareTo(MAX_SKEW) <= 0,
                "clock-skew",
                "is out of range; allowed is 0s to 5m");
        unless(
                !issuer.maxLifetime().isNegative()
                        && !issuer.maxLifetime().isZero()
                        && issuer.maxLifetime().compareTo(MAX_LIFETIME) <= 0,
                "max-lifetime",
                "is out of range; allowed is more than 0s, up to 36500d");
        unless(ISSUED_AT.contains(issuer.issuedAt()), "issued-at", "is not known; allowed are iat and jti");
    }

    /** With secrets there is no default: which of them fits only the operator knows. */
    private Set<SignatureAlgorithm> algorithms(Issuer issuer) {
        boolean secret = issuer.secrets() != null;
        List<String> written = issuer.algorithms();
        List<String> words = written == null && !secret ? ALGORITHMS : written;
        Set<SignatureAlgorithm> known = words == null
                ? Set.of()
                : words.stream()
                        .map(SignatureAlgorithm::named)
                        .flatMap(Optional::stream)
                        .filter(algorithm -> algorithm.usesSecret() == secret)
                        .collect(Collectors.toSet());
        unless(
                words != null && !words.isEmpty() && known.size() == new HashSet<>(words).size(),
                "algorithms",
                "holds a word that is not allowed, or none; allowed " + (secret ? "with secrets " : "") + "are "
                        + String.join(", ", SignatureAlgorithm.words(secret)));
        Set<SignatureAlgorithm> failing = SignatureSelfCheck.failing(known);
        unless(
                failing.isEmpty(),
                "algorithms",
                "holds "
                        + failing.stream()
                                .map(SignatureAlgorithm::word)
                                .sorted()
                                .collect(Collectors.joining(", "))
                        + ", whose verifier fails on a known signature here; allowed is what this Java platform and the"
                        + " libraries beside it can verify (EdDSA needs com.google.crypto.tink:tink)");
        return known;
    }

    private void unless(boolean holds, String part, String sentence) {
        problems.unless(holds, key + "." + part, sentence);
    }

    private static boolean isVisible(@Nullable String text) {
        return text != null && !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}

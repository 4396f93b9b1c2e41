package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.autoconfigure.PortcullisProperties.Issuer;
import dev.portcullis.gateway.verification.IssuerSettings;
import dev.portcullis.gateway.verification.MintInstant;
import dev.portcullis.gateway.verification.SignatureAlgorithm;
import java.net.URI;
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

    private static final Duration MAX_SKEW = Duration.ofMinutes(5);
    private static final List<String> ISSUED_AT = List.of("iat", "jti");
    private static final List<String> SCHEMES = List.of("http", "https", "file");

    private final Problems problems;
    private final String key;

    IssuerCheck(Problems problems, String name) {
        this.problems = problems;
        this.key = PortcullisProperties.PREFIX + ".issuers." + name;
    }

    /** The settings, or nothing where they cannot be made; what is wrong is among the problems. */
    Optional<IssuerSettings> check(String name, Issuer issuer) {
        URI jwksUri = issuer.jwksUri();
        String iss = issuer.issuer();
        Set<SignatureAlgorithm> algorithms = algorithms(issuer.algorithms());
        unless(isVisible(iss), "issuer", "is missing or not in visible ASCII; allowed is the exact iss of its tokens");
        unless(isAddress(jwksUri), "jwks-uri", "is missing or no address; allowed are http, https and file");
        unless(allText(issuer.audiences()), "audiences", "is empty; allowed is a list of at least one audience");
        unless(allText(issuer.tokenTypes()), "token-types", "is empty; allowed is a list of at least one typ");
        unless(!issuer.rolesClaim().isBlank(), "roles-claim", "is empty; allowed is the name of a claim");
        unless(
                !issuer.clockSkew().isNegative() && issuer.clockSkew().compareTo(MAX_SKEW) <= 0,
                "clock-skew",
                "is out of range; allowed is 0s to 5m");
        unless(isPositive(issuer.maxLifetime()), "max-lifetime", "is out of range; allowed is more than 0s");
        unless(ISSUED_AT.contains(issuer.issuedAt()), "issued-at", "is not known; allowed are iat and jti");
        if (iss == null || jwksUri == null || !isAddress(jwksUri) || !ISSUED_AT.contains(issuer.issuedAt())) {
            return Optional.empty();
        }
        return Optional.of(new IssuerSettings(
                name,
                iss,
                jwksUri,
                new HashSet<>(issuer.audiences()),
                algorithms,
                issuer.tokenTypes().stream().map(IssuerSettings::typeOf).collect(Collectors.toSet()),
                issuer.clockSkew(),
                issuer.maxLifetime(),
                issuer.rolesClaim(),
                MintInstant.valueOf(issuer.issuedAt().toUpperCase(Locale.ROOT))));
    }

    private Set<SignatureAlgorithm> algorithms(List<String> words) {
        Set<SignatureAlgorithm> known = words.stream()
                .map(SignatureAlgorithm::named)
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        unless(
                !words.isEmpty() && known.size() == new HashSet<>(words).size(),
                "algorithms",
                "holds a word that is not allowed, or none; allowed are "
                        + String.join(", ", SignatureAlgorithm.words()));
        return known;
    }

    private void unless(boolean holds, String part, String sentence) {
        problems.unless(holds, key + "." + part, sentence);
    }

    private static boolean isVisible(@Nullable String text) {
        return text != null && !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static boolean isAddress(@Nullable URI address) {
        return address != null
                && address.getScheme() != null
                && SCHEMES.contains(address.getScheme().toLowerCase(Locale.ROOT))
                && (address.getHost() != null || "file".equalsIgnoreCase(address.getScheme()) && isPath(address));
    }

    private static boolean isPath(URI address) {
        return !address.isOpaque() && address.getPath() != null && address.getAuthority() == null;
    }

    private static boolean allText(List<String> texts) {
        return !texts.isEmpty() && texts.stream().noneMatch(String::isBlank);
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}

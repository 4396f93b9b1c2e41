package dev.portcullis.gateway.autoconfigure;

import dev.portcullis.gateway.autoconfigure.PortcullisProperties.Issuer;
import dev.portcullis.gateway.verification.KeySource;
import dev.portcullis.gateway.verification.Secret;
import dev.portcullis.gateway.verification.SignatureAlgorithm;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks where the keys of one issuer come from: secrets, an address, or its metadata; of these, one. */
final class KeySourceCheck {

    private static final String TEXT = "text";
    private static final String BASE64URL = "base64url";
    private static final List<String> WEB = List.of("http", "https");
    private static final int MAX_SECRETS = 8;

    private final Problems problems;
    private final String key;

    KeySourceCheck(Problems problems, String key) {
        this.problems = problems;
        this.key = key;
    }

    /** The source, or nothing where it cannot be made; what is wrong is among the problems. */
    Optional<KeySource> check(Issuer issuer, Set<SignatureAlgorithm> algorithms) {
        List<WrittenSecret> secrets = issuer.secrets();
        URI jwks = issuer.jwksUri();
        URI metadata = issuer.discoveryUri();
        long written =
                Stream.of(secrets, jwks, metadata).filter(part -> part != null).count();
        unless(written <= 1, "", "has more than one of secrets, jwks-uri and discovery-uri; allowed is one, or none");
        unless(
                secrets != null || issuer.secretEncoding() == null,
                ".secret-encoding",
                "stands without secrets; allowed is to leave it out");
        if (secrets != null) {
            return secrets(issuer, secrets, algorithms);
        }
        if (jwks != null) {
            unless(isAddress(jwks) || isFile(jwks), ".jwks-uri", "is no address; allowed are http, https and file");
            return Optional.of(new KeySource.Published(jwks));
        }
        return discovery(issuer.issuer(), metadata);
    }

    private Optional<KeySource> secrets(
            Issuer issuer, List<WrittenSecret> written, Set<SignatureAlgorithm> algorithms) {
        String encoding = issuer.secretEncoding();
        unless(
                TEXT.equals(encoding) || BASE64URL.equals(encoding),
                ".secret-encoding",
                "is missing or not known; allowed are text and base64url, and it is never guessed");
        unless(
                !written.isEmpty() && written.size() <= MAX_SECRETS,
                ".secrets",
                "is empty or too long; allowed are 1 to " + MAX_SECRETS + " secrets");
        int least = algorithms.stream()
                .mapToInt(SignatureAlgorithm::leastSecretBits)
                .max()
                .orElse(0);
        List<Secret> read = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            String text = written.get(i).text();
            Optional<Secret> secret =
                    BASE64URL.equals(encoding) ? Secret.parseBase64Url(text) : Optional.of(Secret.ofText(text));
            // RFC 7518, section 3.2: a key of the size of the hash or larger MUST be used
            unless(
                    secret.filter(bytes -> bytes.bits() >= least).isPresent(),
                    ".secrets[" + i + "]",
                    "is too short for its algorithms or not in its encoding; allowed are " + least + " bits or more");
            secret.ifPresent(read::add);
        }
        return Optional.of(new KeySource.Secrets(read));
    }

    private Optional<KeySource> discovery(@Nullable String issuer, @Nullable URI metadata) {
        if (metadata != null) {
            unless(isAddress(metadata), ".discovery-uri", "is no address; allowed are http and https");
            return Optional.of(new KeySource.Discovered(String.valueOf(issuer), List.of(metadata)));
        }
        boolean isBase = issuer != null && isBase(issuer);
        unless(
                isBase,
                ".jwks-uri",
                "is missing, and the issuer is no http or https address to discover it at; allowed are http, https and"
                        + " file");
        return isBase ? Optional.of(KeySource.Discovered.at(String.valueOf(issuer))) : Optional.empty();
    }

    private void unless(boolean holds, String part, String sentence) {
        problems.unless(holds, key + part, sentence);
    }

    /** RFC 8414, section 2: an issuer identifier has neither query nor fragment. */
    private static boolean isBase(String issuer) {
        try {
            URI address = new URI(issuer);
            return isAddress(address)
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && address.getRawUserInfo() == null;
        } catch (URISyntaxException noAddress) {
            return false;
        }
    }

    private static boolean isAddress(URI address) {
        return WEB.contains(schemeOf(address)) && address.getHost() != null;
    }

    private static boolean isFile(URI address) {
        return "file".equals(schemeOf(address))
                && !address.isOpaque()
                && address.getPath() != null
                && address.getAuthority() == null;
    }

    private static String schemeOf(URI address) {
        return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    }
}

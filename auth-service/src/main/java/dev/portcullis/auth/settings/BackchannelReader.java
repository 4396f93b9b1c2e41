package dev.portcullis.auth.settings;

import dev.portcullis.auth.settings.AuthSettings.ProviderSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Checks what operators wrote of other providers. */
final class BackchannelReader {

    private static final String PREFIX = "portcullis.auth.backchannel.providers.";
    private static final Set<String> ALGORITHMS =
            new TreeSet<>(List.of("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "RS256", "RS384", "RS512"));

    private final String ours;
    private final List<String> problems;
    private final Set<String> issuers = new HashSet<>();
    private final List<ProviderSettings> providers = new ArrayList<>();

    private BackchannelReader(String ours, List<String> problems) {
        this.ours = ours;
        this.problems = problems;
    }

    /** The providers; {@code problems} gets what is wrong with them. */
    static List<ProviderSettings> read(
            Map<String, PortcullisProperties.Provider> written, String ours, List<String> problems) {
        BackchannelReader reader = new BackchannelReader(ours, problems);
        written.forEach(reader::read);
        return List.copyOf(reader.providers);
    }

    private void read(String name, PortcullisProperties.Provider written) {
        String issuer = written.issuer() == null ? "" : written.issuer();
        String audience = written.audience() == null ? "" : written.audience();
        Optional<URI> keys = web(written.jwksUri());
        require(
                !issuer.isBlank() && !issuer.equals(ours) && issuers.add(issuer),
                name + ".issuer",
                "the exact iss of that provider: not ours, and not that of another entry");
        require(keys.isPresent(), name + ".jwks-uri", "the absolute http or https URL of its key set");
        require(!audience.isBlank(), name + ".audience", "our client_id there, the aud of its logout tokens");
        require(
                !written.algorithms().isEmpty() && ALGORITHMS.containsAll(written.algorithms()),
                name + ".algorithms",
                "one or more of " + String.join(", ", ALGORITHMS));
        keys.ifPresent(uri -> providers.add(new ProviderSettings(issuer, uri, audience, written.algorithms())));
    }

    private void require(boolean holds, String key, String allowed) {
        if (!holds) {
            problems.add(PREFIX + key + " must be " + allowed + ".");
        }
    }

    private static Optional<URI> web(@Nullable String text) {
        try {
            return Optional.ofNullable(text)
                    .map(URI::create)
                    .filter(uri -> "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    .filter(uri -> uri.getHost() != null && uri.getRawFragment() == null);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}

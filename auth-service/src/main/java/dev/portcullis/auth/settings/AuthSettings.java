package dev.portcullis.auth.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings after every check.
 *
 * @param issuer the exact {@code iss}
 * @param audience the {@code aud} of access tokens
 * @param lifetimes how long things last
 * @param revocation the log
 * @param clients the OAuth clients by configuration
 * @param providers other OpenID providers whose logouts end sessions at the edge
 * @param secrets what came from the environment
 */
public record AuthSettings(
        String issuer,
        String audience,
        Lifetimes lifetimes,
        RevocationSettings revocation,
        List<ClientSettings> clients,
        List<ProviderSettings> providers,
        Secrets secrets) {

    public AuthSettings {
        clients = List.copyOf(clients);
        providers = List.copyOf(providers);
    }

    /**
     * Another OpenID provider.
     *
     * @param issuer its exact {@code iss}
     * @param jwksUri where its key set is
     * @param audience the {@code aud} of its logout tokens
     * @param algorithms JWS names of what may sign them
     */
    public record ProviderSettings(String issuer, URI jwksUri, String audience, List<String> algorithms) {

        public ProviderSettings {
            algorithms = List.copyOf(algorithms);
        }
    }

    /**
     * An OAuth client by configuration.
     *
     * @param id its client_id
     * @param secret what it authenticates with
     * @param scopes what it may do
     */
    public record ClientSettings(String id, ClientSecret secret, Set<String> scopes) {}

    /**
     * How long things last.
     *
     * @param refreshGrace how long a spent refresh token counts as a race
     * @param accessToken the life of an access token
     * @param session the absolute life of a session
     */
    public record Lifetimes(Duration refreshGrace, Duration accessToken, Duration session) {}

    /**
     * The log.
     *
     * @param replicas confirmations to wait for
     * @param horizon the life of an entry whose tokens' expiry is unknown
     * @param publishTimeout how long the one who revokes waits
     * @param keyPrefix of the keys in Redis
     */
    public record RevocationSettings(int replicas, Duration horizon, Duration publishTimeout, String keyPrefix) {}

    /**
     * What came from the environment.
     *
     * @param keyEncryption seals the signing keys at rest
     * @param refresh authenticates refresh tokens
     * @param firstAdministrator to be created where it does not exist
     */
    public record Secrets(
            SecretBytes keyEncryption, RefreshKeys refresh, Optional<FirstAdministrator> firstAdministrator) {}

    /**
     * Two while one replaces the other.
     *
     * @param minting makes new tokens, and verifies
     * @param verifying only verifies
     */
    public record RefreshKeys(SecretBytes minting, Optional<SecretBytes> verifying) {}

    /**
     * Who administers a fresh installation.
     *
     * @param username as written
     * @param password as written
     */
    public record FirstAdministrator(String username, String password) {

        @Override
        public String toString() {
            return "FirstAdministrator[redacted]";
        }
    }
}

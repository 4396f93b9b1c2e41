package dev.portcullis.auth.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What operators write under {@code portcullis}. Bound strictly from the very top, so that a misspelt {@code auth} is an
 * error as well.
 *
 * @param auth the auth service
 */
@ConfigurationProperties(prefix = "portcullis", ignoreUnknownFields = false)
public record PortcullisProperties(@DefaultValue Auth auth) {

    /**
     * The auth service.
     *
     * @param issuer the exact iss of every token and the base of the published metadata
     * @param audience the aud of every access token, as the gateways' issuer entry expects it
     * @param refreshGrace how long a spent refresh token is still taken for a race between two tabs
     * @param accessTokenLifetime how long an access token is valid
     * @param sessionLifetime how long a session lasts at most, however often it is refreshed
     * @param revocation the revocation log
     * @param clients OAuth clients by their id, such as the gateways that follow the feed
     * @param backchannel logouts that other providers tell of
     */
    public record Auth(
            @DefaultValue("http://localhost:9000") String issuer,
            @DefaultValue("api") String audience,
            @DefaultValue("10s") Duration refreshGrace,
            @DefaultValue("15m") Duration accessTokenLifetime,
            @DefaultValue("30d") Duration sessionLifetime,
            @DefaultValue Revocation revocation,
            @DefaultValue Map<String, Client> clients,
            @DefaultValue Backchannel backchannel) {}

    /**
     * OpenID Connect Back-Channel Logout.
     *
     * @param providers OpenID providers by a name of one's choice, whose logout tokens end sessions at the edge
     */
    public record Backchannel(@DefaultValue Map<String, Provider> providers) {}

    /**
     * Another OpenID provider.
     *
     * @param issuer the exact iss of its tokens
     * @param jwksUri where its key set is
     * @param audience our client_id at that provider, which its logout tokens carry as aud
     * @param algorithms what its logout tokens may be signed with
     */
    public record Provider(
            @Nullable String issuer,
            @Nullable String jwksUri,
            @Nullable String audience,
            @DefaultValue({"RS256", "PS256", "ES256"}) List<String> algorithms) {}

    /**
     * An OAuth client that authenticates with a secret.
     *
     * @param secret its secret, from the environment; at least 32 characters
     * @param scopes what it may do
     */
    public record Client(
            @Nullable String secret, @DefaultValue List<String> scopes) {

        @Override
        public String toString() {
            return "Client[redacted]";
        }
    }

    /**
     * The revocation log.
     *
     * @param replicas Redis replicas that must confirm an entry before the one who revokes is answered
     * @param horizon how long an entry lives whose tokens' expiry is unknown
     * @param publishTimeout how long the one who revokes waits for the confirmation before a 503
     * @param keyPrefix prefix of the log's keys in Redis, with the hash tag that keeps them in one slot
     */
    public record Revocation(
            @DefaultValue("0") int replicas,
            @DefaultValue("PT24H5M") Duration horizon,
            @DefaultValue("2s") Duration publishTimeout,
            @DefaultValue("{portcullis}") String keyPrefix) {}
}

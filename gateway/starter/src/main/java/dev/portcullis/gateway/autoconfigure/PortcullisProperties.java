package dev.portcullis.gateway.autoconfigure;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The configuration of the gateway as it is written. Nothing is checked here; see {@link SettingsCheck}.
 *
 * @param issuers Whose tokens are admitted: a name of your choice, then the issuer.
 * @param firewall What a request may look like at all. Each switch opens what docs/firewall.md says.
 * @param forwarded Whose word about a client is taken.
 * @param credential How a token may be presented.
 * @param jwks How the keys of the issuers are kept.
 * @param tokenCache Verified tokens, so that a signature is checked once.
 * @param revocation Where the gateway learns that a token has been revoked.
 * @param identityHeaders Which header tells an upstream which claim. The words roles and scope stand for what the issuer's
 *     roles-claim, and scope or scp, say. Left out: X-User-Id: sub, X-User-Issuer: iss, X-User-Roles: roles,
 *     X-User-Scopes: scope.
 * @param realm The realm that a challenge names.
 * @param problemTypes What the code of a refusal is appended to, to make its problem type.
 */
@ConfigurationProperties(prefix = PortcullisProperties.PREFIX, ignoreUnknownFields = false)
record PortcullisProperties(
        @DefaultValue Map<String, Issuer> issuers,
        @DefaultValue Firewall firewall,
        @DefaultValue Forwarded forwarded,
        @DefaultValue Credential credential,
        @DefaultValue Jwks jwks,
        @DefaultValue TokenCache tokenCache,
        @DefaultValue Revocation revocation,
        @DefaultValue Map<String, String> identityHeaders,
        @DefaultValue("portcullis") String realm,
        @DefaultValue("https://portcullis.dev/errors/") URI problemTypes) {

    static final String PREFIX = "portcullis";

    /**
     * A trusted issuer.
     *
     * @param issuer The exact iss claim, never rewritten, slash and all.
     * @param issuerClaimOptional Whether a token without iss counts as of this issuer; one issuer may say so.
     * @param jwksUri Where its key set is: http, https or file. Left out: discovered at the issuer.
     * @param discoveryUri Where its metadata is, if not at the issuer.
     * @param secrets Instead of public keys: secrets that it signs with. All of them verify.
     * @param secretEncoding How the secrets are written: text or base64url.
     * @param audiences At least one of them must stand in the aud claim; [] where its tokens name none.
     * @param algorithms The signature algorithms it may use. Left out: ES256 and RS256; with secrets it must be written.
     * @param tokenTypes The typ header values that mark an access token; an absent typ counts as JWT.
     * @param clockSkew How far its clock may be off, at most 5 minutes.
     * @param maxLifetime The longest time from iat to exp, or from now to exp where there is no iat.
     * @param rolesClaim The claim that holds the roles (a list, or a text with spaces), or the names on the way to it.
     * @param issuedAt Where a token says when it was minted: iat, or jti for the milliseconds of a UUIDv7.
     */
    record Issuer(
            @Nullable String issuer,
            @DefaultValue("false") boolean issuerClaimOptional,
            @Nullable URI jwksUri,
            @Nullable URI discoveryUri,
            @Nullable List<WrittenSecret> secrets,
            @Nullable String secretEncoding,
            @Nullable List<String> audiences,
            @Nullable List<String> algorithms,
            @DefaultValue({"at+jwt", "JWT"}) List<String> tokenTypes,
            @DefaultValue("30s") Duration clockSkew,
            @DefaultValue("24h") Duration maxLifetime,
            @DefaultValue("roles") List<String> rolesClaim,
            @DefaultValue("iat") String issuedAt) {}

    /**
     * What a request may look like at all.
     *
     * @param maxHeaderSize The largest header section; a larger one is answered with 431. Where
     *     server.max-http-request-header-size is not set, the server's own limit is put to four times this.
     * @param maxIdentityHeaderSize The largest identity header; a claim that needs a larger one is answered with 431.
     * @param allowEncodedSlash Whether %2f may stand in a path.
     * @param allowSemicolon Whether ; may stand in a path, plain and encoded.
     * @param allowEncodedPercent Whether %25 may stand in a path.
     * @param allowEncodedBackslash Whether %5c may stand in a path.
     * @param relayHeaders Headers that a client may send on although docs/headers.md says that they are dropped, such as
     *     X-HTTP-Method-Override.
     */
    record Firewall(
            @DefaultValue("24KB") DataSize maxHeaderSize,
            @DefaultValue("4KB") DataSize maxIdentityHeaderSize,
            @DefaultValue("false") boolean allowEncodedSlash,
            @DefaultValue("false") boolean allowSemicolon,
            @DefaultValue("false") boolean allowEncodedPercent,
            @DefaultValue("false") boolean allowEncodedBackslash,
            @DefaultValue List<String> relayHeaders) {}

    /**
     * Whose word about a client is taken.
     *
     * @param trustedProxies Addresses and networks (10.0.0.0/8) of the proxies in front; only their X-Forwarded-* and
     *     Forwarded are believed.
     */
    record Forwarded(@DefaultValue List<String> trustedProxies) {}

    /**
     * How a token may be presented.
     *
     * @param maxTokenSize The largest token that is read; a larger one is answered with 431. It has to be below
     *     firewall.max-header-size.
     */
    record Credential(@DefaultValue("16KB") DataSize maxTokenSize) {}

    /**
     * How the keys of the issuers are kept.
     *
     * @param refresh How often each key set is fetched ahead, in the background.
     * @param unknownKid At most one fetch in this time is caused by tokens that name an unknown key.
     * @param keepLastGood How long the last good key set serves while its issuer does not answer.
     */
    record Jwks(
            @DefaultValue("5m") Duration refresh,
            @DefaultValue("30s") Duration unknownKid,
            @DefaultValue("1h") Duration keepLastGood) {}

    /**
     * Verified tokens, so that a signature is checked once.
     *
     * @param maxSize About how much heap they may take; a token takes 2 to 4 KB. 0 keeps none.
     */
    record TokenCache(@DefaultValue("32MB") DataSize maxSize) {}

    /**
     * Where the gateway learns that a token has been revoked.
     *
     * @param mode How the list is read: replicated follows it and keeps it in memory, direct asks Redis for each request, off
     *     admits revoked tokens.
     * @param maxStaleness How much later than its acknowledgement a revocation may still be missed.
     * @param nodes How many Redis processes may ever come to hold the list, master and replicas together. Left out: 1; with
     *     Sentinel or Cluster it must be written.
     * @param replicas How many Redis replicas must confirm a probe. One more than it, and one more than the auth service's
     *     portcullis.auth.revocation.replicas, together have to be more than nodes.
     * @param horizon How long a token may live at most, clock skew included; the same as the auth service's
     *     portcullis.auth.revocation.horizon.
     * @param keyPrefix The prefix of the keys in Redis, the same as the auth service's; the braces keep them in one slot.
     * @param feed The same list from the auth service itself, for while Redis does not answer; for the mode replicated.
     * @param onUnavailable What a route that does not say so does while nobody can tell whether a token is revoked: reject, or
     *     allow, which lets revoked tokens in for as long as that lasts.
     */
    record Revocation(
            @DefaultValue("replicated") String mode,
            @DefaultValue("1s") Duration maxStaleness,
            @Nullable Integer nodes,
            @DefaultValue("0") int replicas,
            @DefaultValue("PT24H5M") Duration horizon,
            @DefaultValue("{portcullis}") String keyPrefix,
            @Nullable Feed feed,
            @DefaultValue("reject") String onUnavailable) {}

    /**
     * The feed of revocations at the auth service.
     *
     * @param uri Its address, which ends in /revocations.
     * @param clientId As whom the gateway asks: one of the auth service's portcullis.auth.clients with the scope
     *     revocations:read.
     * @param clientSecret The secret of that client.
     */
    record Feed(
            @Nullable URI uri,
            @Nullable String clientId,
            @Nullable WrittenSecret clientSecret) {}
}

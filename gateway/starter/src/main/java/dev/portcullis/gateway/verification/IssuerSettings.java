package dev.portcullis.gateway.verification;

import java.net.URI;
import java.time.Duration;
import java.util.Set;

/**
 * One trusted issuer, checked.
 *
 * @param name what configuration calls it; the name in logs and metrics
 * @param issuer the exact {@code iss}
 * @param jwksUri where its keys are: http, https or file
 * @param audiences one of them has to stand in {@code aud}
 * @param algorithms the signatures it may use
 * @param tokenTypes the {@code typ} values that mark an access token, in lower case and without {@code application/}
 * @param clockSkew how far its clock and ours may stand apart
 * @param maxLifetime from {@code iat}, or from now where there is none, to {@code exp}
 * @param rolesClaim the claim that names the roles
 * @param mintInstant where a token says when it was minted
 */
public record IssuerSettings(
        String name,
        String issuer,
        URI jwksUri,
        Set<String> audiences,
        Set<SignatureAlgorithm> algorithms,
        Set<String> tokenTypes,
        Duration clockSkew,
        Duration maxLifetime,
        String rolesClaim,
        MintInstant mintInstant) {

    public IssuerSettings {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        tokenTypes = Set.copyOf(tokenTypes);
    }

    /** A {@code typ} as it is compared: in lower case, and without {@code application/}. */
    public static String typeOf(String typ) {
        return JoseHeader.typeOf(typ);
    }
}

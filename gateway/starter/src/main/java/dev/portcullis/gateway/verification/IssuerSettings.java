package dev.portcullis.gateway.verification;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * One trusted issuer, checked.
 *
 * @param name what configuration calls it; the name in logs and metrics
 * @param issuer the exact {@code iss}; where its tokens carry none and none is configured, the name, which then stands for
 *     it in the log of revocations
 * @param issuerClaim whether its tokens carry it
 * @param keys where its keys come from
 * @param audiences one of them has to stand in {@code aud}; empty where it is not looked at
 * @param algorithms the signatures it may use
 * @param tokenTypes the {@code typ} values that mark an access token, in lower case and without {@code application/}
 * @param clockSkew how far its clock and ours may stand apart
 * @param maxLifetime from {@code iat}, or from now where there is none, to {@code exp}
 * @param rolesClaim the path of the claim that names the roles
 * @param mintInstant where a token says when it was minted
 */
public record IssuerSettings(
        String name,
        String issuer,
        IssuerClaim issuerClaim,
        KeySource keys,
        Set<String> audiences,
        Set<SignatureAlgorithm> algorithms,
        Set<String> tokenTypes,
        Duration clockSkew,
        Duration maxLifetime,
        List<String> rolesClaim,
        MintInstant mintInstant) {

    public IssuerSettings {
        audiences = Set.copyOf(audiences);
        algorithms = Set.copyOf(algorithms);
        tokenTypes = Set.copyOf(tokenTypes);
        rolesClaim = List.copyOf(rolesClaim);
    }

    /**
     * Whether a route has to name it to admit it: whoever verifies by a shared secret can also mint, and a token for every
     * audience was not meant for this one.
     */
    public boolean onlyWhereNamed() {
        return audiences.isEmpty() || keys instanceof KeySource.Secrets;
    }

    /** A {@code typ} as it is compared: in lower case, and without {@code application/}. */
    public static String typeOf(String typ) {
        return JoseHeader.typeOf(typ);
    }
}

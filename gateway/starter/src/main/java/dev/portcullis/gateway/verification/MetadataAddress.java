package dev.portcullis.gateway.verification;

import java.net.URI;
import java.util.List;

/**
 * Where an issuer's metadata stands. Without user info and query: an issuer identifier has none.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-3">RFC 8414, section 3</a>
 */
final class MetadataAddress {

    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private MetadataAddress() {}

    /** OAuth's, which stands before the path of the issuer; then OpenID's, behind it. A slash at its end is left out. */
    static List<URI> wellKnown(URI issuer) {
        String path = issuer.getRawPath().replaceFirst("/$", "");
        String host = issuer.getScheme() + "://" + issuer.getRawAuthority();
        return List.of(URI.create(host + OAUTH + path), URI.create(host + path + OPENID));
    }
}

package dev.portcullis.auth.oauth;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.as.AuthorizationServerMetadata;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.id.Issuer;
import dev.portcullis.auth.settings.AuthSettings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is supported, and where: that and nothing else, because clients choose by it.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8414#section-2">RFC 8414, section 2</a>
 */
@RestController
final class MetadataEndpoint {

    private static final CacheControl CACHE =
            CacheControl.maxAge(Duration.ofMinutes(1)).cachePublic();
    private static final List<ClientAuthenticationMethod> WITH_A_SECRET =
            List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC, ClientAuthenticationMethod.CLIENT_SECRET_POST);
    private static final List<ClientAuthenticationMethod> ALSO_WITHOUT = List.of(
            ClientAuthenticationMethod.CLIENT_SECRET_BASIC,
            ClientAuthenticationMethod.CLIENT_SECRET_POST,
            ClientAuthenticationMethod.NONE);

    private final byte[] metadata;

    MetadataEndpoint(AuthSettings settings) {
        this.metadata =
                describe(settings.issuer()).toJSONObject().toJSONString().getBytes(UTF_8);
    }

    /** Under OpenID's name too, where some clients look first. It is no OpenID provider, and does not say that it is. */
    @GetMapping(
            path = {"/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"},
            produces = "application/json")
    ResponseEntity<byte[]> metadata() {
        return ResponseEntity.ok().cacheControl(CACHE).body(metadata);
    }

    private static AuthorizationServerMetadata describe(String issuer) {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        AuthorizationServerMetadata server = new AuthorizationServerMetadata(new Issuer(issuer));
        server.setTokenEndpointURI(URI.create(base + "/oauth2/token"));
        server.setTokenEndpointAuthMethods(ALSO_WITHOUT);
        server.setRevocationEndpointURI(URI.create(base + "/oauth2/revoke"));
        server.setRevocationEndpointAuthMethods(ALSO_WITHOUT);
        server.setIntrospectionEndpointURI(URI.create(base + "/oauth2/introspect"));
        server.setIntrospectionEndpointAuthMethods(WITH_A_SECRET);
        server.setJWKSetURI(URI.create(base + "/.well-known/jwks.json"));
        server.setGrantTypes(List.of(GrantType.CLIENT_CREDENTIALS, GrantType.REFRESH_TOKEN));
        server.setResponseTypes(List.of()); // a member that must be there, and there is no authorization endpoint
        return server;
    }
}

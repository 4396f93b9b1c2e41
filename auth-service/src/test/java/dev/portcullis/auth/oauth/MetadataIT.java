package dev.portcullis.auth.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.testing.RealRedis;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class MetadataIT extends OAuthScene {

    private static final String SUPPORTED = """
            {
              "issuer": "http://localhost:9000",
              "token_endpoint": "http://localhost:9000/oauth2/token",
              "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
              "revocation_endpoint": "http://localhost:9000/oauth2/revoke",
              "revocation_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
              "introspection_endpoint": "http://localhost:9000/oauth2/introspect",
              "introspection_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
              "jwks_uri": "http://localhost:9000/.well-known/jwks.json",
              "grant_types_supported": ["client_credentials", "refresh_token"],
              "response_types_supported": []
            }
            """;

    MetadataIT(AuthService service, AuthClient client, RealRedis redis) {
        super(service, client, redis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"oauth-authorization-server", "openid-configuration"})
    void metadataNamesWhatIsSupportedAndNothingElse(String name) {
        Answer answer = client.get("/.well-known/" + name);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.json()).isEqualTo(JsonMapper.shared().readTree(SUPPORTED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"token_endpoint", "revocation_endpoint", "introspection_endpoint", "jwks_uri"})
    void whatItNamesIsThere(String member) {
        Answer metadata = client.get("/.well-known/oauth-authorization-server");

        Answer answer = client.get(metadata.text(member).substring(OURS.length()));

        assertThat(answer.status()).isEqualTo(member.equals("jwks_uri") ? 200 : 405);
    }
}

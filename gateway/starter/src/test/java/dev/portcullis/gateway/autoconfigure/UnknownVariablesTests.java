package dev.portcullis.gateway.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

@ExtendWith(OutputCaptureExtension.class)
final class UnknownVariablesTests {

    private static final String SECRET = "VALUE-not-to-be-printed";

    private static void start(String variable) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Map.of(variable, SECRET, "PATH", "/bin")));
        UnknownVariables.tell(environment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PORTCULLIS_ISSUERS_MAIN_JWKSURL",
                "PORTCULLIS_ISSUER_MAIN_JWKSURI",
                "PORTCULLIS_JWKS_REFRESCH",
                "PORTCULLIS_TOKENCACHE_MAXSIZ",
                "PORTCULLIS_TOKEN_CACHE_MAXSIZ",
                "PORTCULLIS_REVOCATION_MAX_STALENES",
                "portcullis_revocation_mood"
            })
    void variableThatSetsNothingIsNamedWithoutItsValue(String variable, CapturedOutput output) {
        start(variable);

        assertThat(output.getAll()).contains("set nothing: [" + variable + "]").doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PORTCULLIS_ISSUERS_MAIN_JWKSURI",
                "PORTCULLIS_ISSUERS_MAIN_JWKS_URI",
                "PORTCULLIS_ISSUERS_LEGACYEXPRESS_SECRETS_0",
                "PORTCULLIS_ISSUERS_A_B_AUDIENCES",
                "PORTCULLIS_IDENTITYHEADERS_XUSERID",
                "PORTCULLIS_TOKENCACHE_MAXSIZE",
                "PORTCULLIS_REVOCATION_MAXSTALENESS",
                "PORTCULLIS_REALM",
                "PORTCULLIS_ISSUER",
                "PORTCULLIS_JWKS_URI",
                "PORTCULLIS_AUTH_URI",
                "PORTCULLIS_AUTH_ISSUER",
                "PORTCULLIS_UPSTREAM_URI",
                "PORTCULLIS_FEED_SECRET",
                "PORTCULLIS_CASES",
                "PORTCULLIS_QUICKSTART_GATEWAYPORT",
                "PORTCULLIS_KEY_ENCRYPTION_KEY",
                "PORTCULLIS_REFRESH_KEY",
                "PORTCULLIS_ADMIN_USERNAME",
                "PORTCULLIS_ADMIN_PASSWORD",
                "PORTCULLIS_SERVICE_HOST",
                "PORTCULLIS_REVOCATION_SERVICE_HOST",
                "PORTCULLIS_REVOCATION_PORT_8080_TCP_ADDR",
                "ISSUERS_MAIN_JWKSURL"
            })
    void variableOfOursOrOfOthersIsLeftAlone(String variable, CapturedOutput output) {
        start(variable);

        assertThat(output.getAll()).doesNotContain("set nothing");
    }
}

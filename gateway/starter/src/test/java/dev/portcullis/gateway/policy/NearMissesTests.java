package dev.portcullis.gateway.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NearMissesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acess",
                "acces",
                "accesss",
                "acccess",
                "axcess",
                "accses",
                "Access",
                "ACCESS",
                "access-rule",
                "accessRules",
                "access_policy",
                "a.c.c.e.s.s",
                "portcullis",
                "Portculis",
                "roles",
                "Scopes"
            })
    void keyThatWasMeantToBeTheRuleIsNamed(String key) {
        assertThat(NearMisses.in(Map.of(key, "public", "team", "blue"))).containsExactly(key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "access",
                "success",
                "process",
                "recess",
                "excess",
                "assess",
                "accessLog",
                "response-timeout",
                "connect-timeout",
                "cors",
                "team",
                ""
            })
    void otherKeysAreNobodysBusiness(String key) {
        assertThat(NearMisses.in(Map.of(key, "x"))).isEmpty();
    }
}

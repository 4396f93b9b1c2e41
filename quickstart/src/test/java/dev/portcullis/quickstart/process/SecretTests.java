package dev.portcullis.quickstart.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTests {

    @Test
    void secretDoesNotShowItselfInAnyText() {
        Secret secret = Secret.of("open sesame");

        assertThat(secret.toString() + Map.of("key", secret)).doesNotContain("sesame");
        assertThat(secret.reveal()).isEqualTo("open sesame");
    }

    @Test
    void secretsOfTheSameTextAreEqual() {
        assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).hasSameHashCodeAs(Secret.of("a"));
        assertThat(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    }

    @Test
    void keyIsThirtyTwoBytesAndAnotherEachTime() {
        assertThat(Base64.getDecoder().decode(Secret.key().reveal())).hasSize(32);
        assertThat(Secret.key()).isNotEqualTo(Secret.key());
    }

    @Test
    void passwordNeedsNoQuotingAndIsAnotherEachTime() {
        assertThat(Secret.password().reveal()).matches("[a-z2-9]{20}");
        assertThat(Secret.password()).isNotEqualTo(Secret.password());
    }
}

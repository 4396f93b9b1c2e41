package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class JsonObjectsTests {

    private static final byte[] TWICE = "{\"a\":1,\"a\":2}".getBytes(UTF_8);

    @Test
    void nameThatStandsTwiceIsReadOfAKeySetAndRefusedInAToken() {
        assertThat(JsonObjects.strict().read(TWICE)).isEmpty();
        assertThat(JsonObjects.lenient().read(TWICE)).isPresent();
    }
}

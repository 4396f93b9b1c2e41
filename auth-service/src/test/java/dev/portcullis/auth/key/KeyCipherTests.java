package dev.portcullis.auth.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.settings.SecretBytes;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class KeyCipherTests {

    private final KeyCipher cipher = cipher();

    @Test
    void sealedTextOpensUnderItsKeyAndKid() {
        String sealed = cipher.seal("kid", "{\"d\":\"secret\"}");

        assertThat(cipher.open("kid", sealed)).contains("{\"d\":\"secret\"}");
        assertThat(new String(Base64.getUrlDecoder().decode(sealed), java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
    }

    @Test
    void anotherKeyOpensNothing() {
        assertThat(cipher().open("kid", cipher.seal("kid", "x"))).isEmpty();
    }

    @Test
    void rowsCannotBeSwapped() {
        assertThat(cipher.open("other", cipher.seal("kid", "x"))).isEmpty();
    }

    @Test
    void changedByteIsNoticed() {
        byte[] sealed = Base64.getUrlDecoder().decode(cipher.seal("kid", "x"));
        sealed[sealed.length - 1] ^= 1;

        assertThat(cipher.open("kid", Base64.getUrlEncoder().withoutPadding().encodeToString(sealed)))
                .isEmpty();
    }

    @Test
    void sameTextIsNeverSealedAlike() {
        assertThat(cipher.seal("kid", "x")).isNotEqualTo(cipher.seal("kid", "x"));
    }

    private static KeyCipher cipher() {
        return new KeyCipher(SecretBytes.parse(AuthService.key()).orElseThrow());
    }
}

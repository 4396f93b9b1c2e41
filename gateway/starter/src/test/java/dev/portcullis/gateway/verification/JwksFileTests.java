package dev.portcullis.gateway.verification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key set in a file. */
final class JwksFileTests {

    @TempDir
    private Path folder;

    private Path file() {
        return folder.resolve("jwks.json");
    }

    private JwksSource source() {
        return JwksSource.at(file().toUri());
    }

    @Test
    void fileIsReadAnewWithEachLoad() throws IOException {
        JwksSource source = source();
        Files.writeString(file(), "first");
        assertThat(source.load().block()).isEqualTo("first".getBytes(UTF_8));

        Files.writeString(file(), "second");
        assertThat(source.load().block()).isEqualTo("second".getBytes(UTF_8));
    }

    @Test
    void keysOfAnIssuerMayLieInAFile() throws IOException {
        Files.write(file(), TestKeys.set(TestKeys.ISSUER));
        IssuerKeys keys =
                new KeySource.Published(file().toUri()).open("main", TestVerifiers.KEYS, () -> TestTokens.NOW);
        keys.refreshIfDue();
        Awaitility.await().until(keys::firstLoadEnded);

        assertThat(keys.view().keys()).extracting(KeyView.Entry::kid).containsExactly("issuer-1");
    }

    @Test
    void schemeIsReadInAnyCase() throws IOException {
        Files.writeString(file(), "set");

        assertThat(JwksSource.at(URI.create("FILE:" + file().toUri().getRawPath()))
                        .load()
                        .block())
                .isEqualTo("set".getBytes(UTF_8));
    }

    @Test
    void largestFileIsTakenWholeAndALargerOneNotAtAll() throws IOException {
        Files.write(file(), new byte[JwksSource.MAX_BYTES]);
        assertThat(source().load().block()).hasSize(JwksSource.MAX_BYTES);

        Files.write(file(), new byte[JwksSource.MAX_BYTES + 1]);
        assertThatThrownBy(() -> source().load().block())
                .isInstanceOf(JwksSource.Unusable.class)
                .hasMessage("larger than 524288 bytes");
    }

    @Test
    void missingFileIsAnError() {
        assertThatThrownBy(() -> source().load().block()).hasCauseInstanceOf(NoSuchFileException.class);
    }
}

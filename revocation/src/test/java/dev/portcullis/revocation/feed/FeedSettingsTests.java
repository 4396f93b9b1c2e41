package dev.portcullis.revocation.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;

final class FeedSettingsTests {

    private static final FeedSecret SECRET = new FeedSecret("correct horse");

    @Test
    void aSecretIsNotPrinted() {
        FeedSettings settings = new FeedSettings(URI.create("https://auth.example/revocations"), "gateway", SECRET);

        assertThat(settings.toString()).doesNotContain("horse").contains("(secret)");
        assertThat(SECRET.toString()).isEqualTo("(secret)");
    }

    @Test
    void secretsAreEqualWhereTheirTextIs() {
        assertThat(SECRET).isEqualTo(new FeedSecret("correct horse")).hasSameHashCodeAs(new FeedSecret("other"));
        assertThat(SECRET).isNotEqualTo(new FeedSecret("correct hors"));
        assertThatIllegalArgumentException().isThrownBy(() -> new FeedSecret(""));
    }

    @Test
    void whatNoRequestCouldBeSentToIsRefused() {
        for (String uri : new String[] {
            "/revocations",
            "ftp://auth.example/revocations",
            "http:revocations",
            "http://user@auth.example/revocations",
            "http://auth.example/revocations?after=1",
            "http://auth.example/revocations#x"
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new FeedSettings(URI.create(uri), "gateway", SECRET))
                    .withMessageNotContaining(uri);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeedSettings(URI.create("http://auth.example/r"), "", SECRET));
    }
}

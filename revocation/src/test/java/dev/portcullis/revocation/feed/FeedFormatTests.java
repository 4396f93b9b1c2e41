package dev.portcullis.revocation.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FeedFormatTests {

    private static final LogHead EMPTY = new LogHead(7, 0, Chain.GENESIS);
    private static final LogEntry ENTRY =
            LogEntry.after(EMPTY, new Covered.Session("https://auth.example.com", "s1").member(), 1_700_000_000_000L);
    private static final FeedPage PAGE = new FeedPage(EMPTY.plus(ENTRY), Duration.ofHours(24), List.of(ENTRY));

    @Test
    void aPageIsReadAsItWasWritten() {
        assertThat(FeedFormat.read(FeedFormat.write(PAGE))).contains(PAGE);
        assertThat(FeedFormat.read(FeedFormat.write(new FeedPage(EMPTY, Duration.ofMinutes(6), List.of()))))
                .contains(new FeedPage(EMPTY, Duration.ofMinutes(6), List.of()));
    }

    @Test
    void aPageThatBeginsAtABaseSaysSoAndAnyOtherDoesNot() {
        FeedPage based =
                new FeedPage(PAGE.head(), PAGE.horizon(), Optional.of(new LogBase(1, ENTRY.chain())), List.of());

        assertThat(FeedFormat.read(FeedFormat.write(based))).contains(based);
        assertThat(new String(FeedFormat.write(PAGE), UTF_8)).doesNotContain("base");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"base\":0", "\"base\":\"1\"", "\"other\":1"})
    void aBaseThatIsNoneIsNoPage(String other) {
        FeedPage based =
                new FeedPage(PAGE.head(), PAGE.horizon(), Optional.of(new LogBase(1, ENTRY.chain())), List.of());
        String page = new String(FeedFormat.write(based), UTF_8);
        String without = page.replace("\"base_chain\":\"" + ENTRY.chain().hex() + "\",", "");

        assertThat(FeedFormat.read(page.replace("\"base\":1", other).getBytes(UTF_8)))
                .isEmpty();
        assertThat(without).isNotEqualTo(page);
        assertThat(FeedFormat.read(without.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"epoch\":7|\"epoch\":0",
                "\"epoch\":7|\"epoch\":\"7\"",
                "\"epoch\":7|\"epoch\":1e400",
                "\"epoch\":7|\"other\":7",
                "\"head\":1|\"head\":-1",
                "\"head\":1|\"head\":1.5",
                "\"horizon_seconds\":86400|\"horizon_seconds\":0",
                "\"horizon_seconds\":86400|\"horizon_seconds\":null",
                "\"number\":1|\"number\":0",
                "\"score\":1700000000000|\"score\":-1",
                "\"score\":1700000000000|\"score\":92233720368547758070",
                "\"member\":\"s|\"member\":1,\"x\":\"s",
                "\"entries\":[|\"entries\":[1,",
                "\"entries\":[|\"entries\":{},\"x\":[",
                "}|",
            })
    void whatIsNoPageIsNone(String part, String other) {
        String page = new String(FeedFormat.write(PAGE), UTF_8);

        assertThat(page).contains(part);
        assertThat(FeedFormat.read(
                        page.replace(part, other == null ? "" : other).getBytes(UTF_8)))
                .isEmpty();
    }

    @Test
    void aChainThatIsNoneIsNoPage() {
        String page = new String(FeedFormat.write(PAGE), UTF_8);

        assertThat(FeedFormat.read(
                        page.replace(PAGE.head().chain().hex(), "xyz").getBytes(UTF_8)))
                .isEmpty();
        assertThat(FeedFormat.read(new byte[0])).isEmpty();
        assertThat(FeedFormat.read("<html>".getBytes(UTF_8))).isEmpty();
    }
}

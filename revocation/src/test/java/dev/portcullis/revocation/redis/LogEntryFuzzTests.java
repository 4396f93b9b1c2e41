package dev.portcullis.revocation.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.feed.FeedFormat;
import dev.portcullis.revocation.feed.FeedPage;
import dev.portcullis.revocation.memory.EntryTable;
import dev.portcullis.revocation.protocol.FeedAnswer;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.protocol.StreamEntry;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whatever Redis or the feed answers: nothing that is no entry is taken for one, what is taken is what was written, and the
 * follower that it is given to neither fails nor leaves a number out.
 */
final class LogEntryFuzzTests {

    private static final List<String> FIELDS = List.of("epoch", "member", "score", "chain");

    /** Lines: the id and the four fields of one message after the other. */
    @FuzzTest(maxDuration = "10m")
    void messagesOfTheStreamAreReadUpToTheFirstThatIsNone(FuzzedDataProvider data) {
        List<StreamMessage<String, String>> messages = messages(data.consumeRemainingAsString());

        StreamMessages read = StreamMessages.of(messages);

        assertThat(read.readable()).isEqualTo(read.entries().size() == messages.size());
        List<StreamMessage<String, String>> again =
                read.entries().stream().map(LogEntryFuzzTests::written).toList();
        assertThat(StreamMessages.of(again)).isEqualTo(new StreamMessages(read.entries(), true));
        Follower follower = new Follower(EntryTable::new);
        assertInOrder(follower.streamed(read.entries(), read.readable()).applied());
    }

    @FuzzTest(maxDuration = "10m")
    void pageOfTheFeedIsReadWholeOrRefused(FuzzedDataProvider data) {
        byte[] answer = data.consumeRemainingAsBytes();

        Optional<FeedPage> read = FeedFormat.read(answer);

        read.ifPresent(page -> {
            assertThat(FeedFormat.read(FeedFormat.write(page))).contains(page);
            assertThat(new String(answer, UTF_8).split("\"number\"", -1).length - 1)
                    .isGreaterThanOrEqualTo(page.entries().size());
            Follower follower = new Follower(EntryTable::new);
            assertInOrder(follower.fed(new FeedAnswer(new Reading(0, 0), page.head(), page.base(), page.entries()))
                    .applied());
        });
    }

    private static void assertInOrder(List<LogEntry> applied) {
        for (int i = 1; i < applied.size(); i++) {
            assertThat(applied.get(i).number()).isEqualTo(applied.get(i - 1).number() + 1);
        }
    }

    private static List<StreamMessage<String, String>> messages(String text) {
        List<StreamMessage<String, String>> messages = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i += 1 + FIELDS.size()) {
            Map<String, String> body = new LinkedHashMap<>();
            for (int field = 0; field < FIELDS.size() && i + 1 + field < lines.length; field++) {
                body.put(FIELDS.get(field), lines[i + 1 + field]);
            }
            messages.add(new StreamMessage<>("log", lines[i], body));
        }
        return messages;
    }

    /** As {@code append.lua} writes it. */
    private static StreamMessage<String, String> written(StreamEntry read) {
        LogEntry entry = read.entry();
        Map<String, String> body = Map.of(
                "epoch", String.valueOf(read.epoch()),
                "member", entry.member(),
                "score", String.valueOf(entry.score()),
                "chain", entry.chain().hex());
        return new StreamMessage<>("log", entry.number() + "-0", body);
    }
}

package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.protocol.StreamEntry;
import io.lettuce.core.StreamMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was read of the stream.
 *
 * @param entries up to the first message that is none of ours
 * @param readable whether all of them were
 */
record StreamMessages(List<StreamEntry> entries, boolean readable) {

    /** The id is the number. */
    private static final Pattern ID = Pattern.compile("([1-9][0-9]{0,17})-0");

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

    static StreamMessages of(List<StreamMessage<String, String>> messages) {
        List<StreamEntry> entries = new ArrayList<>(messages.size());
        for (StreamMessage<String, String> message : messages) {
            Optional<StreamEntry> entry = entry(message);
            if (entry.isEmpty()) {
                return new StreamMessages(entries, false);
            }
            entries.add(entry.get());
        }
        return new StreamMessages(entries, true);
    }

    private static Optional<StreamEntry> entry(StreamMessage<String, String> message) {
        Matcher id = ID.matcher(message.getId());
        Map<String, String> body = message.getBody();
        Optional<Long> epoch = number(body.get("epoch"));
        Optional<Long> score = number(body.get("score"));
        Optional<Chain> chain = Optional.ofNullable(body.get("chain")).flatMap(Chain::parse);
        String member = body.get("member");
        if (!id.matches() || epoch.isEmpty() || score.isEmpty() || chain.isEmpty() || member == null) {
            return Optional.empty();
        }
        LogEntry entry = new LogEntry(Long.parseLong(id.group(1)), member, score.get(), chain.get());
        return Optional.of(new StreamEntry(epoch.get(), entry));
    }

    private static Optional<Long> number(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}

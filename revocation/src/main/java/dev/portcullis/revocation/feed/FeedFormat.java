package dev.portcullis.revocation.feed;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A page as JSON. The one home of the feed's member names. */
public final class FeedFormat {

    private static final String EPOCH = "epoch";
    private static final String HEAD = "head";
    private static final String CHAIN = "chain";
    private static final String HORIZON = "horizon_seconds";
    private static final String BASE = "base";
    private static final String BASE_CHAIN = "base_chain";
    private static final String ENTRIES = "entries";
    private static final String NUMBER = "number";
    private static final String MEMBER = "member";
    private static final String SCORE = "score";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FeedFormat() {}

    /** The bytes of a page, UTF-8. */
    public static byte[] write(FeedPage page) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(EPOCH, page.head().epoch());
        members.put(HEAD, page.head().number());
        members.put(CHAIN, page.head().chain().hex());
        members.put(HORIZON, page.horizon().toSeconds());
        page.base().ifPresent(base -> {
            members.put(BASE, base.number());
            members.put(BASE_CHAIN, base.chain().hex());
        });
        members.put(ENTRIES, page.entries().stream().map(FeedFormat::members).toList());
        return JSON.writeValueAsBytes(members);
    }

    private static Map<String, Object> members(LogEntry entry) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(NUMBER, entry.number());
        members.put(MEMBER, entry.member());
        members.put(SCORE, entry.score());
        members.put(CHAIN, entry.chain().hex());
        return members;
    }

    /** The page, or empty where the bytes are none: whoever answered is not the auth service. */
    public static Optional<FeedPage> read(byte[] json) {
        try {
            return read(JSON.readTree(json));
        } catch (JacksonException noJson) {
            return Optional.empty();
        }
    }

    private static Optional<FeedPage> read(JsonNode page) {
        Optional<Chain> chain = Chain.parse(page.path(CHAIN).asString(""));
        JsonNode entries = page.path(ENTRIES);
        boolean whole = isCount(page.path(EPOCH), 1)
                && isCount(page.path(HEAD), 0)
                && isCount(page.path(HORIZON), 1)
                && chain.isPresent()
                && hasGoodBaseOrNone(page)
                && entries.isArray()
                && entries.size() <= FeedPage.MOST_ENTRIES;
        if (!whole) {
            return Optional.empty();
        }
        List<LogEntry> read = new ArrayList<>(entries.size());
        for (JsonNode entry : entries) {
            entry(entry).ifPresent(read::add);
        }
        LogHead head = new LogHead(page.path(EPOCH).longValue(), page.path(HEAD).longValue(), chain.orElseThrow());
        return read.size() == entries.size()
                ? Optional.of(
                        new FeedPage(head, Duration.ofSeconds(page.path(HORIZON).longValue()), base(page), read))
                : Optional.empty();
    }

    private static boolean hasGoodBaseOrNone(JsonNode page) {
        return (page.path(BASE).isMissingNode() && page.path(BASE_CHAIN).isMissingNode())
                || base(page).isPresent();
    }

    private static Optional<LogBase> base(JsonNode page) {
        return isCount(page.path(BASE), 1)
                ? Chain.parse(page.path(BASE_CHAIN).asString(""))
                        .map(chain -> new LogBase(page.path(BASE).longValue(), chain))
                : Optional.empty();
    }

    private static Optional<LogEntry> entry(JsonNode entry) {
        return isCount(entry.path(NUMBER), 1)
                        && isCount(entry.path(SCORE), 0)
                        && entry.path(MEMBER).isString()
                ? Chain.parse(entry.path(CHAIN).asString(""))
                        .map(chain -> new LogEntry(
                                entry.path(NUMBER).longValue(),
                                entry.path(MEMBER).stringValue(),
                                entry.path(SCORE).longValue(),
                                chain))
                : Optional.empty();
    }

    private static boolean isCount(JsonNode node, long least) {
        return node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= least;
    }
}

package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.ListPage;
import dev.portcullis.revocation.protocol.ListState;
import io.lettuce.core.ScoredValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the list's own state and its entries out of its members. */
final class ListMembers {

    /** The highest that a {@code double} holds exactly; what is beyond was not written by us and covers no less. */
    private static final double HIGHEST_SCORE = 1L << 53;

    private ListMembers() {}

    /** From the members below 0; empty where the list is missing or is not one of ours. */
    static Optional<ListState> stateIn(List<ScoredValue<String>> members) {
        long epoch = 0;
        long number = -1;
        Optional<Chain> chain = Optional.empty();
        Optional<String> nonce = Optional.empty();
        Optional<Blessing> blessing = Optional.empty();
        for (ScoredValue<String> scored : members) {
            String member = scored.getValue();
            if (member.equals(RedisSchema.EPOCH)) {
                epoch = RedisSchema.epochOf(scored.getScore());
            } else if (member.equals(RedisSchema.HEAD)) {
                number = RedisSchema.headOf(scored.getScore());
            } else if (member.startsWith(RedisSchema.CHAIN)) {
                chain = Chain.parse(member.substring(RedisSchema.CHAIN.length()));
            } else if (member.startsWith(RedisSchema.NONCE)) {
                nonce = Optional.of(member.substring(RedisSchema.NONCE.length()));
            } else if (member.startsWith(RedisSchema.BLESSING)) {
                blessing = Blessing.parse(member.substring(RedisSchema.BLESSING.length()));
            }
        }
        if (epoch < 1 || number < 0 || chain.isEmpty() || nonce.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ListState(new LogHead(epoch, number, chain.get()), nonce.get(), blessing));
    }

    /** From the answer of {@code page.lua}. */
    static ListPage pageIn(List<Object> answer) {
        List<?> scan = (List<?>) answer.get(1);
        return new ListPage(
                stateIn(scored((List<?>) answer.get(0))), entriesIn(scored((List<?>) scan.get(1))), isEnd(scan.get(0)));
    }

    /** Where the next page begins. */
    static String cursorIn(List<Object> answer) {
        return String.valueOf(((List<?>) answer.get(1)).get(0));
    }

    private static boolean isEnd(Object cursor) {
        return cursor.equals("0");
    }

    private static List<ListPage.Member> entriesIn(List<ScoredValue<String>> members) {
        List<ListPage.Member> entries = new ArrayList<>(members.size());
        for (ScoredValue<String> scored : members) {
            if (scored.getScore() >= 0) {
                long score = (long) Math.min(scored.getScore(), HIGHEST_SCORE);
                entries.add(new ListPage.Member(scored.getValue(), score));
            }
        }
        return entries;
    }

    private static List<ScoredValue<String>> scored(List<?> alternating) {
        List<ScoredValue<String>> scored = new ArrayList<>(alternating.size() / 2);
        for (int i = 0; i + 1 < alternating.size(); i += 2) {
            scored.add(ScoredValue.just(
                    scoreOf(String.valueOf(alternating.get(i + 1))), String.valueOf(alternating.get(i))));
        }
        return scored;
    }

    /** Redis writes infinity in its own way. */
    private static double scoreOf(String text) {
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}

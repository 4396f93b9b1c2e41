package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.Blessing;
import dev.portcullis.revocation.protocol.ListState;
import io.lettuce.core.ScoredValue;
import java.util.List;
import java.util.Optional;

/** Reads the list's own state out of its members. */
final class ListMembers {

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
}

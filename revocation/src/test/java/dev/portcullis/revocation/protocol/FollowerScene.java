package dev.portcullis.revocation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.memory.Entries;
import dev.portcullis.revocation.memory.EntryTable;
import dev.portcullis.revocation.protocol.ListPage.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A follower, and one history of a log to feed it with. */
abstract class FollowerScene {

    static final long EPOCH = 7;
    static final long SCORE = 4_000_000_000_000L;

    final Follower follower = new Follower(EntryTable::new);
    private final List<LogEntry> log = new ArrayList<>();

    void loadWholeListAt(int number) {
        long[] numbers = new long[number];
        for (int i = 0; i < number; i++) {
            numbers[i] = i + 1L;
        }
        assertThat(load(list(number, "nonce"), numbers).replaced()).isTrue();
    }

    Progress load(ListState list, long... numbers) {
        assertThat(follower.loadBegun(list)).isTrue();
        return follower.loadPage(page(list, true, numbers));
    }

    Progress stream(long epoch, LogEntry... entries) {
        List<StreamEntry> batch = new ArrayList<>();
        for (LogEntry entry : entries) {
            batch.add(new StreamEntry(epoch, entry));
        }
        return follower.streamed(batch, true);
    }

    ListState list(int number, String nonce) {
        return new ListState(head(number), nonce, Optional.empty());
    }

    ListPage page(ListState list, boolean last, long... numbers) {
        List<Member> members = new ArrayList<>();
        for (long number : numbers) {
            members.add(new Member(member(number), SCORE));
        }
        return new ListPage(Optional.of(list), members, last);
    }

    FeedAnswer answer(long asked, int head, LogEntry... entries) {
        return new FeedAnswer(at(asked), head(head), Optional.empty(), List.of(entries));
    }

    /** The log's entry of that number; all tests share one history. */
    LogEntry entry(int number) {
        while (log.size() < number) {
            log.add(LogEntry.after(head(log.size()), member(log.size() + 1), SCORE));
        }
        return log.get(number - 1);
    }

    LogHead head(int number) {
        return new LogHead(
                EPOCH, number, number == 0 ? Chain.GENESIS : entry(number).chain());
    }

    static String member(long number) {
        return new Covered.Token("https://issuer.example", "jti-" + number).member();
    }

    boolean holds(long number) {
        return follower.held().entries().scoreOf(member(number)) != Entries.ABSENT;
    }

    long applied() {
        return follower.held().head().number();
    }

    long provedAt() {
        Reading proved = follower.held().provedAsOf();
        return proved == null ? -1 : proved.wallMillis();
    }

    static Proof proof(long millis, long epoch, long floor) {
        return new Proof(at(millis), epoch, floor);
    }

    static Reading at(long millis) {
        return new Reading(millis * 1_000_000, millis);
    }
}

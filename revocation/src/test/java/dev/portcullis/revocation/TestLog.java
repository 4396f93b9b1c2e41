package dev.portcullis.revocation;

import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The log's source of truth in memory, for tests that have no database. Safe for any thread. */
public final class TestLog implements RevocationLog {

    public static final long EPOCH = 1_000;
    public static final String ISSUER = "https://issuer.example";

    private final List<LogEntry> entries = new ArrayList<>();
    private LogHead head = new LogHead(EPOCH, 0, Chain.GENESIS);

    /** A token that nothing covers unless a test says so. */
    public static TokenFacts token(String jti) {
        return new TokenFacts(ISSUER, jti, "digest", "sid-" + jti, "subject-" + jti, "client", "kid", null);
    }

    /** Commits an entry that covers the token for long enough, and answers its position. */
    public LogPosition revoke(String jti) {
        return commit(new Covered.Token(ISSUER, jti), 4_000_000_000_000L);
    }

    public synchronized LogPosition commit(Covered covered, long score) {
        LogEntry entry = LogEntry.after(head, covered.member(), score);
        entries.add(entry);
        head = head.plus(entry);
        return new LogPosition(head.epoch(), entry.number());
    }

    /** Where whoever repeats the act finds its entry. */
    public synchronized LogPosition again(LogPosition entry) {
        return new LogPosition(head.epoch(), entry.number());
    }

    /** Loses the newest entries, as a database that failed over asynchronously does. */
    public synchronized void lose(int count) {
        entries.subList(entries.size() - count, entries.size()).clear();
        Chain chain = entries.isEmpty()
                ? Chain.GENESIS
                : entries.get(entries.size() - 1).chain();
        head = new LogHead(head.epoch(), entries.size(), chain);
    }

    /** Takes away the newest entry as an operator's hand would: the head still counts it. */
    public synchronized void delete(long newest) {
        entries.remove((int) newest - 1);
    }

    public synchronized LogHead headNow() {
        return head;
    }

    @Override
    public Mono<LogHead> head() {
        return Mono.fromSupplier(this::headNow);
    }

    @Override
    public Flux<LogEntry> after(long number, int limit) {
        return Flux.defer(() -> Flux.fromIterable(entriesAfter(number, limit)));
    }

    public synchronized List<LogEntry> entriesAfter(long number, int limit) {
        return List.copyOf(entries.subList(
                (int) Math.min(number, entries.size()), (int) Math.min(number + limit, entries.size())));
    }

    @Override
    public Mono<Void> raiseEpochAbove(long epoch) {
        return Mono.fromRunnable(() -> {
            synchronized (this) {
                if (head.epoch() <= epoch) {
                    head = new LogHead(epoch + 1, head.number(), head.chain());
                }
            }
        });
    }
}

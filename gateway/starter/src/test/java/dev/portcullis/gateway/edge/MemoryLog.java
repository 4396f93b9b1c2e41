package dev.portcullis.gateway.edge;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.RevocationLog;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The auth service's database, for a test that has no auth service. */
final class MemoryLog implements RevocationLog {

    private static final long FAR_AWAY = 4_000_000_000_000L;
    private final List<LogEntry> entries = new ArrayList<>();
    private LogHead head = new LogHead(1_000, 0, Chain.GENESIS);

    synchronized LogPosition revoke(Covered covered) {
        LogEntry entry = LogEntry.after(head, covered.member(), FAR_AWAY);
        entries.add(entry);
        head = head.plus(entry);
        return new LogPosition(head.epoch(), entry.number());
    }

    private synchronized LogHead headNow() {
        return head;
    }

    private synchronized List<LogEntry> since(long number, int limit) {
        int from = (int) Math.min(number, entries.size());
        return List.copyOf(entries.subList(from, Math.min(from + limit, entries.size())));
    }

    @Override
    public Mono<LogHead> head() {
        return Mono.fromSupplier(this::headNow);
    }

    @Override
    public Flux<LogEntry> after(long number, int limit) {
        return Flux.defer(() -> Flux.fromIterable(since(number, limit)));
    }

    @Override
    public Mono<Void> raiseEpochAbove(long epoch) {
        return Mono.error(new IllegalStateException("No test here gives up a history."));
    }
}

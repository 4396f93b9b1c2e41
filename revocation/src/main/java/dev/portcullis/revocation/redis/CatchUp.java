package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.RevocationLog;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Brings one copy up to the database (rules P2, P4 and K3). Its last command is always a write that found the list
 * ending where the answer says, so that a {@code WAIT} right behind it counts.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);
    private static final int PAGE_SIZE = 500;

    private final RevocationLog log;
    private final int pageSize;
    private final Nonces nonces = new Nonces();

    CatchUp(RevocationLog log) {
        this(log, PAGE_SIZE);
    }

    CatchUp(RevocationLog log, int pageSize) {
        this.log = log;
        this.pageSize = pageSize;
    }

    /**
     * Where the copy ends afterwards, at or behind {@code head}. Never empty. Fails with {@link Moved} where another
     * writer came in between, with {@link HistoryGivenUp} where the database had lost commits: the next pass starts
     * from what is there then.
     *
     * @param list what was seen of the list before {@code head} was read
     * @param head where the database ends
     */
    Mono<LogHead> run(RedisCopy copy, Optional<ListState> list, LogHead head) {
        if (list.isEmpty() || list.get().head().epoch() < head.epoch()) {
            return rebuild(copy, head.epoch());
        }
        LogHead there = list.get().head();
        return isOurs(there, head)
                .flatMap(ours -> ours ? append(copy, there) : giveUpHistory(there, head))
                .onErrorResume(CatchUp::isTorn, torn -> rebuild(copy, head.epoch()));
    }

    /** Whether the database holds the very history that the copy does. */
    private Mono<Boolean> isOurs(LogHead there, LogHead head) {
        if (there.equals(head)) {
            return Mono.just(true);
        }
        if (there.epoch() != head.epoch() || there.number() > head.number()) {
            return Mono.just(false);
        }
        return chainAt(there.number()).map(there.chain()::equals);
    }

    private Mono<Chain> chainAt(long number) {
        return number == 0
                ? Mono.just(Chain.GENESIS)
                : log.after(number - 1, 1).single().map(LogEntry::chain);
    }

    /** Page by page in a loop: pages that were nested in each other would end on a stack that ten million overflow. */
    private Mono<LogHead> append(RedisCopy copy, LogHead at) {
        return Mono.just(new Progress(at, true))
                .expand(progress -> progress.more() ? appendPage(copy, progress.head()) : Mono.empty())
                .last()
                .map(Progress::head);
    }

    private Mono<Progress> appendPage(RedisCopy copy, LogHead at) {
        return log.after(at.number(), pageSize)
                .collectList()
                .flatMap(page -> copy.append(at, page)
                        .flatMap(appended -> appended ? Mono.just(after(at, page)) : Mono.error(new Moved())));
    }

    private Progress after(LogHead at, List<LogEntry> page) {
        LogHead reached = page.isEmpty() ? at : at.plus(page.get(page.size() - 1));
        return new Progress(reached, page.size() == pageSize);
    }

    private record Progress(LogHead head, boolean more) {}

    private Mono<LogHead> rebuild(RedisCopy copy, long epoch) {
        LOG.info("The revocation list in Redis is missing or behind; it is rebuilt from the database.");
        return copy.beside(nonces.next(), epoch)
                .flatMap(building -> append(building, new LogHead(epoch, 0, Chain.GENESIS))
                        .flatMap(reached -> copy.install(building, nonces.next())
                                // An append onto what was installed: the last command is a write that found it.
                                .flatMap(done -> done ? append(copy, reached) : Mono.error(new Moved()))));
    }

    /**
     * Redis holds numbers that this database never gave, or gave to others: the database has lost commits. What was
     * acknowledged under the old numbers cannot be told any more, so the numbers must not count any more either (D1).
     */
    private Mono<LogHead> giveUpHistory(LogHead there, LogHead head) {
        LOG.error(
                "Redis holds revocation {} of epoch {} that the database, at {} of epoch {}, does not know."
                        + " The database has lost revocations, or two databases share one key prefix.",
                there.number(),
                there.epoch(),
                head.number(),
                head.epoch());
        return log.raiseEpochAbove(Math.max(there.epoch(), head.epoch())).then(Mono.error(new HistoryGivenUp()));
    }

    private static boolean isTorn(Throwable failure) {
        return failure instanceof RedisCommandExecutionException
                && String.valueOf(failure.getMessage()).startsWith("TORN");
    }

    /** The database goes on under a higher epoch; the next pass rebuilds. Carries no stack, as {@link Moved}. */
    static final class HistoryGivenUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        HistoryGivenUp() {
            super("The history in Redis was given up.", null, false, false);
        }
    }

    /** Something changed between looking and writing. Carries no stack: it is an answer, not a fault. */
    static final class Moved extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Moved() {
            super("Another writer moved the list.", null, false, false);
        }
    }
}

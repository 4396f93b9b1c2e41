package dev.portcullis.revocation.redis;

import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.protocol.ListPage;
import dev.portcullis.revocation.protocol.ListState;
import dev.portcullis.revocation.protocol.Progress;
import dev.portcullis.revocation.protocol.RedisTurn;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.XReadArgs.StreamOffset;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Reads list and stream of one node for a {@link Follower}, over a connection of its own: a read that blocks there would
 * hold up every other command. Holds no rule.
 */
final class RedisFollower {

    private static final Logger LOG = LoggerFactory.getLogger(RedisFollower.class);

    /** A page takes the server and the network thread a few milliseconds. */
    private static final int MEMBERS_A_PAGE = 2_000;

    private static final int MOST_MESSAGES = 500;

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** A list that must be loaded again and again, because its stream is broken, must not keep the server busy. */
    private static final int MOST_DOUBLINGS = 7;

    private final Link link;
    private final RedisSchema schema;
    private final Duration patience;
    private final boolean keepsEntries;
    private final Follower follower;
    private final Consumer<Progress> told;
    private final Disposable.Swap lane = Disposables.swap();
    private final AtomicInteger loadsInARow = new AtomicInteger();

    RedisFollower(
            RedisConnections connections,
            String keyPrefix,
            boolean keepsEntries,
            Follower follower,
            Consumer<Progress> told) {
        this.link = connections.link();
        this.schema = RedisSchema.of(keyPrefix);
        // An empty stream must be an answer, not a silence.
        this.patience = connections.commandTimeout().dividedBy(2);
        this.keepsEntries = keepsEntries;
        this.follower = follower;
        this.told = told;
    }

    void start() {
        lane.update(Mono.defer(() -> link.with(this::follow))
                .onErrorResume(this::goOnLater)
                .repeat()
                .subscribe());
    }

    void close() {
        lane.dispose();
        link.close();
    }

    private Mono<Void> goOnLater(Throwable failure) {
        LOG.debug("The revocation list in Redis cannot be followed; tried again.", failure);
        follower.connectionLost();
        return Mono.delay(PAUSE).then();
    }

    /** Turn by turn over one connection, for as long as it lasts. */
    private Mono<Void> follow(RedisReactiveCommands<String, String> redis) {
        Turns turns = new Turns(redis);
        return Mono.defer(() -> follower.turn().take(turns)).repeat().then();
    }

    /** Performs turns over one connection. */
    private final class Turns implements RedisTurn.Taker<Mono<Void>> {

        private final RedisReactiveCommands<String, String> redis;
        private final RedisCopy copy;

        Turns(RedisReactiveCommands<String, String> redis) {
            this.redis = redis;
            this.copy = new RedisCopy(redis, schema);
        }

        @Override
        public Mono<Void> load() {
            return Mono.delay(pauseBeforeLoad()).then(copy.state()).flatMap(this::load);
        }

        private Mono<Void> load(Optional<ListState> list) {
            if (list.isEmpty() || !follower.loadBegun(list.get())) {
                return Mono.delay(PAUSE).then();
            }
            loadsInARow.incrementAndGet();
            return keepsEntries ? pages() : Mono.fromRunnable(() -> take(new ListPage(list, List.of(), true)));
        }

        private Mono<Void> pages() {
            return page("0")
                    .expand(page -> page.isLast() ? Mono.empty() : page(page.next()))
                    .then();
        }

        private Mono<Page> page(String cursor) {
            return Script.PAGE
                    .read(redis, schema.list(), cursor, String.valueOf(MEMBERS_A_PAGE))
                    .map(answer -> new Page(take(ListMembers.pageIn(answer)), ListMembers.cursorIn(answer)));
        }

        private boolean take(ListPage page) {
            Progress progress = follower.loadPage(page);
            told.accept(progress);
            return progress.usable();
        }

        @Override
        public Mono<Void> follow(long after) {
            XReadArgs args = new XReadArgs().block(patience).count(MOST_MESSAGES);
            return redis.xread(args, StreamOffset.from(schema.log(), after + "-0"))
                    .collectList()
                    .doOnNext(messages -> take(StreamMessages.of(messages)))
                    .then();
        }

        private void take(StreamMessages read) {
            Progress progress = follower.streamed(read.entries(), read.readable());
            if (!progress.applied().isEmpty()) {
                loadsInARow.set(0);
            }
            told.accept(progress);
        }
    }

    private Duration pauseBeforeLoad() {
        int loads = Math.min(loadsInARow.get(), MOST_DOUBLINGS);
        return loads == 0 ? Duration.ZERO : PAUSE.multipliedBy(1L << loads);
    }

    /** Whether a page could be used, and where the next one begins. */
    private record Page(boolean usable, String next) {

        boolean isLast() {
            return !usable || next.equals("0");
        }
    }
}

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

    /** One may be a server that is just restarting; two in a row are a state. */
    private static final int FAILURES_THAT_COUNT = 2;

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Link link;
    private final RedisSchema schema;
    private final Duration patience;
    private final boolean keepsEntries;
    private final Follower follower;
    private final Consumer<Progress> told;
    private final Disposable.Swap lane = Disposables.swap();
    private final LoadPacing pacing;
    private final AtomicInteger failuresInARow = new AtomicInteger();

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
        this.pacing = new LoadPacing(patience);
        this.keepsEntries = keepsEntries;
        this.follower = follower;
        this.told = told;
    }

    void start() {
        lane.update(Mono.defer(this::turn).repeat().subscribe());
    }

    void close() {
        lane.dispose();
        link.close();
    }

    /** One turn goes over one connection; between two of them the list may be looked for elsewhere. */
    private Mono<Void> turn() {
        RedisTurn next = follower.turn();
        if (next instanceof RedisTurn.Load && pacing.inDoubt()) {
            link.renew(); // a list whose load did not stand may be one that a cut-off Sentinel named
        }
        return link.with(redis -> next.take(new Turns(redis)))
                .doOnSuccess(done -> turnTaken())
                .onErrorResume(this::goOnLater);
    }

    private void turnTaken() {
        if (failuresInARow.getAndSet(0) >= FAILURES_THAT_COUNT) {
            LOG.info("The revocation list in Redis is followed again.");
        }
    }

    private Mono<Void> goOnLater(Throwable failure) {
        LOG.debug("The revocation list in Redis cannot be followed; tried again.", failure);
        if (failuresInARow.incrementAndGet() == FAILURES_THAT_COUNT) {
            LOG.warn("The revocation list in Redis cannot be followed ({}); tried again.", failure.toString());
        }
        follower.connectionLost();
        return Mono.delay(PAUSE).then();
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
            return Mono.delay(pacing.pause()).then(copy.state()).flatMap(this::load);
        }

        private Mono<Void> load(Optional<ListState> list) {
            if (list.isEmpty() || !follower.loadBegun(list.get())) {
                return Mono.delay(PAUSE).then();
            }
            pacing.begun();
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
            pacing.followed(!progress.applied().isEmpty());
            told.accept(progress);
        }
    }

    /** Whether a page could be used, and where the next one begins. */
    private record Page(boolean usable, String next) {

        boolean isLast() {
            return !usable || next.equals("0");
        }
    }
}

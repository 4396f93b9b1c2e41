package dev.portcullis.revocation.replicated;

import static dev.portcullis.revocation.replicated.ListScene.awaitStatus;
import static dev.portcullis.revocation.replicated.ListScene.publish;
import static dev.portcullis.revocation.replicated.ListScene.started;
import static dev.portcullis.revocation.replicated.ListScene.status;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.redis.RedisPublisher;
import dev.portcullis.revocation.replicated.ReplicatedRevocationList.Source;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** The list in memory over Redis and the feed. */
final class ListOverBothIT {

    /** Long enough that a busy machine is not taken for a source that has failed. */
    private static final Duration MAX_STALENESS = ofSeconds(2);

    private final ListScene scene = new ListScene(MAX_STALENESS);
    private final TestLog log = scene.log;

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    @Test
    void theFeedIsNotAskedWhileRedisProves() {
        RedisPublisher publisher = scene.publisher();
        ReplicatedRevocationList list = scene.listOverBoth();
        await().atMost(ofSeconds(30)).until(() -> list.source() == Source.REDIS);
        await().atMost(ofSeconds(30)).until(() -> scene.feed.requests() >= 1); // what the start asks
        int before = scene.feed.requests();

        publish(publisher, log.revoke("gone"));
        awaitStatus(list, "gone", RevocationStatus.REVOKED);
        await().pollDelay(MAX_STALENESS).until(() -> true);

        assertThat(scene.feed.requests()).isEqualTo(before);
        assertThat(list.source()).isEqualTo(Source.REDIS);
    }

    @Test
    void withoutRedisFromTheStartTheListIsLoadedFromTheFeedPageByPage() {
        scene.redis.kill();
        for (int i = 0; i < 2_500; i++) {
            log.revoke("gone-" + i);
        }

        ReplicatedRevocationList list = scene.listOverBoth();
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);

        assertThat(list.entries()).isEqualTo(2_500);
        assertThat(status(list, "gone-2499")).isEqualTo(RevocationStatus.REVOKED);
        assertThat(list.source()).isEqualTo(Source.FEED);
        assertThat(list.hasBeenWhole()).isTrue();
        log.revoke("later");
        awaitStatus(list, "later", RevocationStatus.REVOKED);
    }

    @Test
    void hungRedisRefusesNobodyValidAndTheRevokedAreSeenOverTheFeed() {
        RedisPublisher publisher = scene.publisher();
        ReplicatedRevocationList list = scene.listOverBoth();
        await().atMost(ofSeconds(30)).until(() -> list.source() == Source.REDIS);

        try (Sampler sampler = new Sampler(list)) {
            scene.redis.pause();
            await().atMost(ofSeconds(30)).until(() -> list.source() == Source.FEED);
            LogPosition number = log.revoke("gone");
            awaitStatus(list, "gone", RevocationStatus.REVOKED);
            await().pollDelay(MAX_STALENESS.multipliedBy(2)).until(() -> true);
            scene.redis.resume();
            await().atMost(ofSeconds(30)).until(() -> list.source() == Source.REDIS);

            assertThat(publish(publisher, number)).isEqualTo(Publication.CONFIRMED);
            assertThat(sampler.unknown()).isZero();
        }
    }

    @Test
    void whenTheFeedIsFirstAskedItsWholePatienceStillFitsIntoMaxStaleness() {
        scene.publisher();
        ReplicatedRevocationList list = scene.listOverBoth();
        await().atMost(ofSeconds(30)).until(() -> list.source() == Source.REDIS);
        int before = scene.feed.requests();
        AtomicReference<@Nullable Duration> asked = new AtomicReference<>();
        scene.feed.mangle(page -> {
            asked.compareAndSet(null, list.staleness().orElseThrow());
            return page;
        });

        scene.redis.pause();
        await().atMost(ofSeconds(30)).until(() -> list.source() == Source.FEED);

        assertThat(scene.feed.requests()).isGreaterThan(before);
        assertThat(asked.get())
                .isLessThanOrEqualTo(MAX_STALENESS.multipliedBy(2).dividedBy(3));
    }

    @Test
    void aFeedThatFailedForLongIsFoundInTimeOnceItIsBack() {
        scene.redis.kill();
        scene.feed.answerWith(500);
        ReplicatedRevocationList list = scene.listOverBoth();
        await().atMost(ofSeconds(30)).until(() -> scene.feed.requests() > 7);

        List<Long> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int before = scene.feed.requests();
            await().atMost(ofSeconds(30)).pollInterval(ofMillis(5)).until(() -> scene.feed.requests() > before);
            asked.add(System.nanoTime());
        }

        assertThat(status(list, "kept")).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(IntStream.range(1, asked.size()).mapToObj(i -> Duration.ofNanos(asked.get(i) - asked.get(i - 1))))
                .anyMatch(gap -> gap.compareTo(MAX_STALENESS.dividedBy(3)) < 0);
    }

    @Test
    void flushedRedisRefusesNobodyValid() {
        RedisPublisher publisher = scene.publisher();
        publish(publisher, log.revoke("gone"));
        ReplicatedRevocationList list = scene.listOverBoth();
        awaitStatus(list, "gone", RevocationStatus.REVOKED);

        try (Sampler sampler = new Sampler(list)) {
            for (int i = 0; i < 20; i++) {
                scene.redis.cli("FLUSHALL");
                publish(publisher, log.revoke("gone-" + i));
                awaitStatus(list, "gone-" + i, RevocationStatus.REVOKED);
            }
            assertThat(sampler.unknown()).isZero();
        }
        assertThat(status(list, "gone")).isEqualTo(RevocationStatus.REVOKED);
    }

    /** Each round ends one source and begins the other, at whatever number the flow has reached. */
    @Test
    void sourcesAreChangedUnderASteadyFlowWithoutAGapOrARefusal() {
        RedisPublisher publisher = scene.publisher();
        ReplicatedRevocationList list = scene.listOverBoth();
        await().atMost(ofSeconds(30)).until(() -> list.source() == Source.REDIS);

        try (Sampler sampler = new Sampler(list);
                Flow flow = new Flow(log, publisher, list)) {
            for (int round = 0; round < 4; round++) {
                scene.redis.pause();
                await().atMost(ofSeconds(30)).until(() -> list.source() == Source.FEED);
                await().pollDelay(ofMillis(500)).until(() -> true);
                scene.redis.resume();
                await().atMost(ofSeconds(30)).until(() -> list.source() == Source.REDIS);
            }
            flow.close();
            await().atMost(ofSeconds(30))
                    .until(() -> list.head() == log.headNow().number());

            assertThat(flow.late()).isZero();
            assertThat(sampler.unknown()).isZero();
            assertThat(list.entries()).isEqualTo(log.headNow().number());
            assertThat(list.entries()).isGreaterThan(200);
        }
    }

    @Test
    void aFeedThatRefusesOurSecretLeavesTheListUnknown() {
        scene.redis.kill();
        ReplicatedRevocationList list = started(scene.list(scene.feed.settings("wrong")));

        await().atMost(ofSeconds(30)).until(() -> scene.feed.requests() > 3);

        assertThat(status(list, "kept")).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(list.hasBeenWhole()).isFalse();
    }

    @Test
    void afterErrorsGarbageAndSilenceTheFeedIsFollowedAgain() {
        scene.redis.kill();
        ReplicatedRevocationList list = scene.listOverBoth();
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);

        scene.feed.answerWith(500);
        awaitStatus(list, "kept", RevocationStatus.UNKNOWN);
        scene.feed.answerWith(200);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
        scene.feed.mangle(page -> "{}".getBytes(UTF_8));
        awaitStatus(list, "kept", RevocationStatus.UNKNOWN);
        scene.feed.mangle(page -> page);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
        scene.feed.mangle(page -> new byte[2_000_000]);
        awaitStatus(list, "kept", RevocationStatus.UNKNOWN);
        scene.feed.mangle(page -> page);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
        scene.feed.hang(true);
        awaitStatus(list, "kept", RevocationStatus.UNKNOWN);
        scene.feed.hang(false);

        log.revoke("gone");
        awaitStatus(list, "gone", RevocationStatus.REVOKED);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
    }

    /** Asks for a valid token all the time, in a thread that may wait. */
    private static final class Sampler implements AutoCloseable {

        private final AtomicLong asked = new AtomicLong();
        private final AtomicLong unknown = new AtomicLong();
        private final Thread asking;

        Sampler(ReplicatedRevocationList list) {
            asking = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    asked.incrementAndGet();
                    unknown.addAndGet(status(list, "kept") == RevocationStatus.ACTIVE ? 0 : 1);
                    LockSupport.parkNanos(2_000_000);
                }
            });
            asking.start();
        }

        long unknown() {
            assertThat(asked).hasValueGreaterThan(20);
            return unknown.get();
        }

        @Override
        public void close() {
            asking.interrupt();
        }
    }

    /** Revokes all the time; counts what is still admitted a max-staleness after it was acknowledged. */
    private static final class Flow implements AutoCloseable {

        private final Set<Long> late = ConcurrentHashMap.newKeySet();
        private final Disposable revoking;

        Flow(TestLog log, RedisPublisher publisher, ReplicatedRevocationList list) {
            revoking = Flux.interval(ofMillis(10), Schedulers.newSingle("flow"))
                    .onBackpressureDrop()
                    .map(tick -> log.revoke("gone-" + tick))
                    .flatMap(
                            entry -> publisher
                                    .publish(entry)
                                    .filter(answer -> answer == Publication.CONFIRMED)
                                    .delayElement(MAX_STALENESS)
                                    .map(answer -> entry.number())
                                    .filter(acknowledged -> list.head() < acknowledged),
                            1_000)
                    .subscribe(late::add);
        }

        int late() {
            return late.size();
        }

        @Override
        public void close() {
            revoking.dispose();
        }
    }
}

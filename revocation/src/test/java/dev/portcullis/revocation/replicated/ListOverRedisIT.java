package dev.portcullis.revocation.replicated;

import static dev.portcullis.revocation.replicated.ListScene.awaitStatus;
import static dev.portcullis.revocation.replicated.ListScene.publish;
import static dev.portcullis.revocation.replicated.ListScene.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.RevocationListener;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.redis.RedisPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The list in memory over Redis alone. */
final class ListOverRedisIT {

    private static final Duration MAX_STALENESS = ofSeconds(1);

    private final ListScene scene = new ListScene(MAX_STALENESS);
    private final TestLog log = scene.log;
    private final RedisPublisher publisher = scene.publisher();

    @AfterEach
    void close() throws Exception {
        scene.close();
    }

    @Test
    void whatWasRevokedBeforeTheStartAndWhatIsRevokedAfterItIsRefusedAndNobodyElse() {
        publish(publisher, log.revoke("before"));
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);

        assertThat(status(list, "before")).isEqualTo(RevocationStatus.REVOKED);
        assertThat(publish(publisher, log.revoke("after"))).isEqualTo(Publication.CONFIRMED);

        awaitStatus(list, "after", RevocationStatus.REVOKED);
        assertThat(status(list, "kept")).isEqualTo(RevocationStatus.ACTIVE);
        assertThat(list.head()).isEqualTo(2);
        assertThat(list.entries()).isEqualTo(2);
        assertThat(list.source()).isEqualTo(ReplicatedRevocationList.Source.REDIS);
    }

    @Test
    void fullRedisTakesNoEntryAndTheListThatItHoldsStaysKnown() {
        publish(publisher, log.revoke("before"));
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);

        scene.redis.cli("CONFIG", "SET", "maxmemory", "1");
        assertThat(publish(publisher, log.revoke("unheard"))).isEqualTo(Publication.PENDING);

        // publishing waited for longer than max-staleness
        assertThat(status(list, "kept")).isEqualTo(RevocationStatus.ACTIVE);
        assertThat(status(list, "before")).isEqualTo(RevocationStatus.REVOKED);
        scene.redis.cli("CONFIG", "SET", "maxmemory", "0");
        awaitStatus(list, "unheard", RevocationStatus.REVOKED);
    }

    @Test
    void aListOfManyPagesIsLoadedWhole() {
        for (int i = 0; i < 10_000; i++) {
            log.revoke("gone-" + i);
        }
        publish(publisher, new LogPosition(TestLog.EPOCH, 10_000));

        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);

        assertThat(list.entries()).isEqualTo(10_000);
        assertThat(list.head()).isEqualTo(10_000);
        assertThat(status(list, "gone-0")).isEqualTo(RevocationStatus.REVOKED);
        assertThat(status(list, "gone-9999")).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void listenersHearOfAnEntryWhenItHolds() {
        publish(publisher, log.revoke("before"));
        List<LogEntry> heard = new CopyOnWriteArrayList<>();
        List<RevocationStatus> thenWas = new CopyOnWriteArrayList<>();
        AtomicInteger reloads = new AtomicInteger();
        ReplicatedRevocationList list = scene.list(null);
        list.listen(new RevocationListener() {
            @Override
            public void applied(LogEntry entry) {
                heard.add(entry);
                thenWas.add(status(list, "after"));
            }

            @Override
            public void reloaded() {
                reloads.incrementAndGet();
            }
        });
        list.start();
        awaitStatus(list, "before", RevocationStatus.REVOKED);

        publish(publisher, log.revoke("after"));

        await().atMost(ofSeconds(30)).until(() -> heard.size() == 1);
        assertThat(heard.get(0)).isEqualTo(log.entriesAfter(1, 1).get(0));
        assertThat(thenWas).containsExactly(RevocationStatus.REVOKED);
        assertThat(reloads).hasValue(1);
    }

    @Test
    void hungRedisIsUnknownOnceMaxStalenessIsOverAndFollowedAgainAfterwards() {
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);

        scene.redis.pause();
        await().pollDelay(MAX_STALENESS.plusMillis(1)).until(() -> true);
        RevocationStatus hung = status(list, "kept");
        LogPosition number = log.revoke("gone");
        scene.redis.resume();

        assertThat(hung).isEqualTo(RevocationStatus.UNKNOWN);
        assertThat(list.source()).isEqualTo(ReplicatedRevocationList.Source.NONE);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
        assertThat(publish(publisher, number)).isEqualTo(Publication.CONFIRMED);
        awaitStatus(list, "gone", RevocationStatus.REVOKED);
    }

    @Test
    void flushedRedisNeverLetsTheRevokedThrough() {
        publish(publisher, log.revoke("gone"));
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "gone", RevocationStatus.REVOKED);

        scene.redis.cli("FLUSHALL");
        LogPosition later = log.revoke("later");

        List<RevocationStatus> seen = new ArrayList<>();
        await().atMost(ofSeconds(30)).pollInterval(ofMillis(5)).until(() -> {
            seen.add(status(list, "gone"));
            return status(list, "later") == RevocationStatus.REVOKED;
        });
        assertThat(seen).doesNotContain(RevocationStatus.ACTIVE);
        assertThat(publish(publisher, later)).isEqualTo(Publication.CONFIRMED);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
    }

    @Test
    void redisThatCameBackEmptyIsFollowedAgain() {
        publish(publisher, log.revoke("gone"));
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "gone", RevocationStatus.REVOKED);

        scene.redis.restartEmpty();
        publish(publisher, log.revoke("later"));

        awaitStatus(list, "later", RevocationStatus.REVOKED);
        assertThat(status(list, "gone")).isEqualTo(RevocationStatus.REVOKED);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
    }

    @Test
    void aStreamThatLacksAnEntryIsMadeUpForByALoad() {
        publish(publisher, log.revoke("first"));
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "first", RevocationStatus.REVOKED);
        publisher.close();

        log.revoke("second");
        log.revoke("third");
        appendWithoutTheFirstInTheStream(log.entriesAfter(1, 2));
        scene.publisher();

        awaitStatus(list, "second", RevocationStatus.REVOKED);
        awaitStatus(list, "third", RevocationStatus.REVOKED);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
    }

    @Test
    void aNewInstanceOfTheListIsFollowedOn() {
        publish(publisher, log.revoke("gone"));
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "gone", RevocationStatus.REVOKED);

        scene.redis.cli("ZREM", "{portcullis}:list", memberThatBegins("nonce="));
        publish(publisher, log.revoke("later"));

        awaitStatus(list, "later", RevocationStatus.REVOKED);
        assertThat(status(list, "gone")).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void foreignValuesUnderBothNamesDoNotEndTheFollowing() {
        publish(publisher, log.revoke("gone"));
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "gone", RevocationStatus.REVOKED);

        scene.redis.cli("SET", "{portcullis}:list", "foreign");
        scene.redis.cli("SET", "{portcullis}:log", "foreign");
        publish(publisher, log.revoke("later"));

        awaitStatus(list, "later", RevocationStatus.REVOKED);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
    }

    @Test
    void foreignMessagesInTheStreamAreNotAppliedAndDoNotHideWhatFollows() {
        publish(publisher, log.revoke("gone"));
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "gone", RevocationStatus.REVOKED);

        scene.redis.cli("XADD", "{portcullis}:log", "2-0", "member", "foreign");
        publish(publisher, log.revoke("later"));

        awaitStatus(list, "later", RevocationStatus.REVOKED);
        awaitStatus(list, "kept", RevocationStatus.ACTIVE);
        assertThat(list.entries()).isEqualTo(2);
    }

    @Test
    void numbersThatTheDatabaseHasLostCountNoMore() {
        publish(publisher, log.revoke("kept-by-database"));
        publish(publisher, log.revoke("lost"));
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "lost", RevocationStatus.REVOKED);

        log.lose(1);
        LogPosition reused = log.revoke("reused");

        await().atMost(ofSeconds(30)).until(() -> publish(publisher, log.again(reused)) == Publication.CONFIRMED);
        awaitStatus(list, "reused", RevocationStatus.REVOKED);
        awaitStatus(list, "lost", RevocationStatus.ACTIVE);
    }

    @Test
    void anEntryThatLiftsIsFollowed() {
        LogPosition number = log.revoke("gone");
        publish(publisher, number);
        ReplicatedRevocationList list = scene.listOverRedis();
        awaitStatus(list, "gone", RevocationStatus.REVOKED);

        publish(publisher, log.commit(token("gone"), LogEntry.LIFT));

        awaitStatus(list, "gone", RevocationStatus.ACTIVE);
        assertThat(list.entries()).isZero();
    }

    private static Covered token(String jti) {
        return new Covered.Token(TestLog.ISSUER, jti);
    }

    private String memberThatBegins(String start) {
        return scene.redis
                .cli("ZRANGEBYSCORE", "{portcullis}:list", "-inf", "(0")
                .lines()
                .filter(member -> member.startsWith(start))
                .findFirst()
                .orElseThrow();
    }

    /** As a trimmed stream looks to whoever was away for long: the list has both, the stream only the last. */
    private void appendWithoutTheFirstInTheStream(List<LogEntry> two) {
        LogEntry last = two.get(1);
        LogHead head = log.headNow();
        scene.redis.cli(
                "EVAL",
                """
                redis.call('ZADD', KEYS[1], ARGV[1], ARGV[2], ARGV[1], ARGV[3])
                redis.call('ZREM', KEYS[1], ARGV[4])
                redis.call('ZADD', KEYS[1], -1, 'chain=' .. ARGV[5], -4, 'head')
                redis.call('XADD', KEYS[2], '3-0', 'epoch', ARGV[6], 'member', ARGV[3], 'score', ARGV[1], 'chain', ARGV[5])
                """,
                "2",
                "{portcullis}:list",
                "{portcullis}:log",
                String.valueOf(last.score()),
                two.get(0).member(),
                last.member(),
                memberThatBegins("chain="),
                last.chain().hex(),
                String.valueOf(head.epoch()));
    }
}

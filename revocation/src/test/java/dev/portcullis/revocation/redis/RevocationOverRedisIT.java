package dev.portcullis.revocation.redis;

import static dev.portcullis.revocation.TestLog.token;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.RevocationStatus;
import dev.portcullis.revocation.TestLog;
import dev.portcullis.revocation.TokenFacts;
import dev.portcullis.revocation.TwinClock;
import dev.portcullis.revocation.publish.Publication;
import dev.portcullis.revocation.publish.PublisherSettings;
import dev.portcullis.testing.RealRedis;
import io.lettuce.core.RedisURI;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** The auth service's half and the gateway's half of the library, over one real Redis. */
final class RevocationOverRedisIT {

    private static final ListSettings LIST = new ListSettings("{portcullis}", ofSeconds(1), 0, 1, ofDays(1));
    private static final PublisherSettings PUBLISHING =
            new PublisherSettings("{portcullis}", 0, ofSeconds(2), ofMillis(250));

    private final RealRedis redis = RealRedis.start();
    private final List<AutoCloseable> closing = new ArrayList<>(List.of(redis));
    private final TestLog log = new TestLog();
    private final RedisPublisher publisher = publisher(log);
    private final DirectRevocationList list = list();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = closing.size() - 1; i >= 0; i--) {
            closing.get(i).close();
        }
    }

    @Test
    void acknowledgedRevocationIsSeenAtOnceAndCoversNobodyElse() {
        awaitStatus("kept", RevocationStatus.ACTIVE);

        assertThat(publish(log.revoke("gone"))).isEqualTo(Publication.CONFIRMED);

        assertThat(status("gone")).isEqualTo(RevocationStatus.REVOKED);
        assertThat(status("kept")).isEqualTo(RevocationStatus.ACTIVE);
    }

    @Test
    void cutOffCoversWhatWasMintedUpToItAndNotTheNextMillisecond() {
        Instant cutOff = Instant.parse("2030-01-01T12:00:00.500Z");
        awaitStatus("any", RevocationStatus.ACTIVE);

        publish(log.commit(new Covered.Subject(TestLog.ISSUER, "alice"), cutOff.toEpochMilli()));

        assertThat(statusOf(aliceAt(cutOff))).isEqualTo(RevocationStatus.REVOKED);
        assertThat(statusOf(aliceAt(cutOff.plusMillis(1)))).isEqualTo(RevocationStatus.ACTIVE);
    }

    @Test
    void everyOneOfManyConcurrentRevocationsHoldsWhenItIsAcknowledged() {
        awaitStatus("kept", RevocationStatus.ACTIVE);

        List<RevocationStatus> seen = Flux.range(0, 500)
                .flatMap(
                        i -> publisher.publish(log.revoke("gone-" + i)).flatMap(publication -> {
                            assertThat(publication).isEqualTo(Publication.CONFIRMED);
                            return list.statusOf(token("gone-" + i));
                        }),
                        50)
                .collectList()
                .block(ofSeconds(60));

        assertThat(seen).hasSize(500).containsOnly(RevocationStatus.REVOKED);
        assertThat(status("kept")).isEqualTo(RevocationStatus.ACTIVE);
    }

    @Test
    void emptyRedisIsRefilledAndOnlyThenTrusted() {
        publish(log.revoke("gone"));
        awaitStatus("kept", RevocationStatus.ACTIVE);

        redis.restartEmpty();

        awaitStatus("kept", RevocationStatus.ACTIVE);
        assertThat(status("gone")).isEqualTo(RevocationStatus.REVOKED);
        assertThat(redis.cli("XLEN", "{portcullis}:log")).isEqualTo("1");
        assertThat(redis.cli("TTL", "{portcullis}:list")).isEqualTo("-1");
        assertThat(redis.cli("KEYS", "*build*")).isEmpty();
    }

    @Test
    void flushedRedisNeverLetsTheRevokedThrough() {
        publish(log.revoke("gone"));
        awaitStatus("kept", RevocationStatus.ACTIVE);

        redis.cli("FLUSHALL");

        List<RevocationStatus> seen = new ArrayList<>();
        await().atMost(ofSeconds(30)).until(() -> {
            seen.add(status("gone"));
            return status("kept") == RevocationStatus.ACTIVE;
        });
        assertThat(seen).doesNotContain(RevocationStatus.ACTIVE);
    }

    @Test
    void hungRedisIsUnknownAndARevocationMadeMeanwhileHoldsAfterwards() {
        awaitStatus("kept", RevocationStatus.ACTIVE);

        redis.pause();
        awaitStatus("kept", RevocationStatus.UNKNOWN);
        assertThat(publish(log.revoke("gone"))).isEqualTo(Publication.PENDING);
        redis.resume();

        awaitStatus("kept", RevocationStatus.ACTIVE);
        awaitStatus("gone", RevocationStatus.REVOKED);
        assertThat(publish(new LogPosition(TestLog.EPOCH, 1))).isEqualTo(Publication.CONFIRMED);
    }

    @Test
    void listThatNobodyVouchesForIsUnknown() {
        awaitStatus("kept", RevocationStatus.ACTIVE);
        publisher.close();

        redis.cli("ZREM", "{portcullis}:list", memberThatBegins("blessing=").orElseThrow());

        awaitStatus("kept", RevocationStatus.UNKNOWN);
    }

    @Test
    void numbersThatTheDatabaseHasLostCountNoMore() {
        publish(log.revoke("kept-by-database"));
        publish(log.revoke("lost"));
        awaitStatus("kept", RevocationStatus.ACTIVE);

        log.lose(1);
        LogPosition reused = log.revoke("reused");

        await().atMost(ofSeconds(30)).until(() -> log.headNow().epoch() > TestLog.EPOCH);
        await().atMost(ofSeconds(30)).until(() -> publish(log.again(reused)) == Publication.CONFIRMED);
        awaitStatus("kept", RevocationStatus.ACTIVE);
        assertThat(status("reused")).isEqualTo(RevocationStatus.REVOKED);
    }

    @Test
    void listOfANewerEpochThanTheDatabaseIsGivenUpToo() {
        publish(log.revoke("gone"));
        redis.cli("ZADD", "{portcullis}:list", "-5000", "epoch");

        await().atMost(ofSeconds(30)).until(() -> log.headNow().epoch() > 5_000);
        awaitStatus("gone", RevocationStatus.REVOKED);
        awaitStatus("kept", RevocationStatus.ACTIVE);
    }

    @Test
    void logThatRanAheadOfTheListIsRebuilt() {
        publish(log.revoke("first"));
        awaitStatus("kept", RevocationStatus.ACTIVE);

        redis.cli("XADD", "{portcullis}:log", "2-0", "member", "foreign");

        assertThat(publish(log.revoke("second"))).isEqualTo(Publication.CONFIRMED);
        awaitStatus("second", RevocationStatus.REVOKED);
        assertThat(redis.cli("XLEN", "{portcullis}:log")).isEqualTo("2");
    }

    @Test
    void twoPublishersOfOneLogLeaveNoGapAndNoDouble() {
        RedisPublisher other = publisher(log);

        Flux.range(0, 200)
                .flatMap(i -> (i % 2 == 0 ? publisher : other).publish(log.revoke("gone-" + i)), 20)
                .doOnNext(publication -> assertThat(publication).isEqualTo(Publication.CONFIRMED))
                .blockLast(ofSeconds(60));

        assertThat(redis.cli("XLEN", "{portcullis}:log")).isEqualTo("200");
        assertThat(redis.cli("ZSCORE", "{portcullis}:list", "head")).isEqualTo("-201");
    }

    @Test
    void stormOfCallersDoesNotStopThePublisher() throws InterruptedException {
        LogPosition number = log.revoke("gone");

        for (int round = 0; round < 60; round++) {
            List<Thread> callers = IntStream.range(0, 16)
                    .mapToObj(i -> new Thread(() -> Flux.range(0, 60)
                            .flatMap(call -> publisher.publish(number), 60)
                            .blockLast(ofSeconds(60))))
                    .toList();
            callers.forEach(Thread::start);
            for (Thread caller : callers) {
                caller.join();
            }
        }

        assertThat(publish(number)).isEqualTo(Publication.CONFIRMED);
    }

    @Test
    void listThatLostItsNonceIsReplacedAndNoBuildIsLeftBehind() {
        publish(log.revoke("gone"));
        awaitStatus("kept", RevocationStatus.ACTIVE);

        redis.cli("ZREM", "{portcullis}:list", memberThatBegins("nonce=").orElseThrow());

        await().atMost(ofSeconds(30)).until(() -> memberThatBegins("nonce=").isPresent());
        awaitStatus("kept", RevocationStatus.ACTIVE);
        assertThat(status("gone")).isEqualTo(RevocationStatus.REVOKED);
        assertThat(redis.cli("KEYS", "*build*")).isEmpty();
    }

    @Test
    void foreignValueUnderOurNameIsReplaced() {
        publish(log.revoke("gone"));

        redis.cli("SET", "{portcullis}:list", "foreign");

        awaitStatus("gone", RevocationStatus.REVOKED);
        awaitStatus("kept", RevocationStatus.ACTIVE);
    }

    @Test
    void fullRedisRefusesTheRevocationAndLosesNothing() {
        awaitStatus("kept", RevocationStatus.ACTIVE);

        redis.cli("CONFIG", "SET", "maxmemory", "1");
        assertThat(publish(log.revoke("gone"))).isEqualTo(Publication.PENDING);
        redis.cli("CONFIG", "SET", "maxmemory", "0");

        awaitStatus("gone", RevocationStatus.REVOKED);
    }

    private Optional<String> memberThatBegins(String start) {
        return redis.cli("ZRANGEBYSCORE", "{portcullis}:list", "-inf", "(0")
                .lines()
                .filter(member -> member.startsWith(start))
                .findFirst();
    }

    private RedisPublisher publisher(TestLog source) {
        RedisPublisher created = new RedisPublisher(connections(), source, PUBLISHING, new SimpleMeterRegistry());
        closing.add(created);
        created.start();
        return created;
    }

    private DirectRevocationList list() {
        DirectRevocationList created = new DirectRevocationList(
                connections(), LIST, TwinClock.system(Clock.systemUTC()), new SimpleMeterRegistry());
        closing.add(created);
        created.start();
        return created;
    }

    private RedisConnections connections() {
        RedisConnections created =
                new RedisConnections(RedisURI.create(redis.host(), redis.port()), null, ofMillis(300));
        closing.add(created);
        return created;
    }

    private Publication publish(LogPosition entry) {
        return publisher.publish(entry).blockOptional().orElseThrow();
    }

    private RevocationStatus status(String jti) {
        return statusOf(token(jti));
    }

    private RevocationStatus statusOf(TokenFacts token) {
        return list.statusOf(token).blockOptional().orElseThrow();
    }

    private void awaitStatus(String jti, RevocationStatus status) {
        await(jti + " is " + status)
                .atMost(ofSeconds(30))
                .pollInterval(ofMillis(10))
                .until(() -> status(jti) == status);
    }

    private static TokenFacts aliceAt(Instant minted) {
        return new TokenFacts(TestLog.ISSUER, "jti", "digest", "sid", "alice", "client", "kid", minted);
    }
}

package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.auth.database.Database;
import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogSpan;
import dev.portcullis.revocation.RevocationLog;
import dev.portcullis.revocation.feed.FeedFormat;
import dev.portcullis.revocation.feed.FeedPage;
import dev.portcullis.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PruningIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String SECRET = "an-unguessable-secret-of-the-gateway";

    private final RealRedis redis = RealRedis.start();
    private AuthService service;

    @BeforeEach
    void fiveLogouts() {
        service = AuthService.start(
                redis,
                "--portcullis.auth.clients.gateway.secret=" + SECRET,
                "--portcullis.auth.clients.gateway.scopes=revocations:read");
        IntStream.range(0, 5).forEach(i -> logout());
        assertThat(span().head().number()).isEqualTo(5);
    }

    @AfterEach
    void end() {
        service.close();
        redis.close();
    }

    @Test
    void expiredEntriesGoAndTheLogGoesOnFromTheirChain() {
        Chain third = chain(3);
        expire(1, 2, 3);

        assertThat(prune()).isEqualTo(3);

        assertThat(span().base()).isEqualTo(new LogBase(3, third));
        assertThat(entries(0)).extracting(LogEntry::number).containsExactly(4L, 5L);
        assertThat(entries(0).get(0))
                .isEqualTo(LogEntry.after(
                        span().base().emptyLog(span().head().epoch()),
                        entries(0).get(0).member(),
                        entries(0).get(0).score()));
        assertThat(service.count("SELECT entries FROM revocation_count WHERE kind = 'session'"))
                .isEqualTo(2);
        logout();
        assertThat(span().head().number()).isEqualTo(6);
    }

    @Test
    void entryThatIsNeededKeepsAllThatFollowIt() {
        expire(1, 3, 4, 5);

        assertThat(prune()).isEqualTo(1);
        assertThat(prune()).isZero();

        assertThat(entries(0)).extracting(LogEntry::number).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void entryIsKeptForAMarginAfterItsEnd() {
        endsAgo(1, Pruning.MARGIN.minusSeconds(60));
        assertThat(prune()).isZero();

        endsAgo(1, Pruning.MARGIN.plusSeconds(1));
        assertThat(prune()).isEqualTo(1);
    }

    /** A token that the database minted when its clock was right lives as long as gateways' clocks say. */
    @Test
    void databaseWhoseClockRanAheadPrunesNothingThatIsStillNeeded() {
        endsAgo(1, Pruning.MARGIN.plusSeconds(1));

        assertThat(pruneWithClockAhead(Duration.ofMinutes(-10))).isZero();
        assertThat(pruneWithClockAhead(Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void instanceWhoseClockRanAheadPrunesNothingThatIsStillNeeded() {
        assertThat(pruneWithClockAhead(Duration.ofDays(1_000))).isZero();
    }

    private long pruneWithClockAhead(Duration by) {
        InstantSource clock = InstantSource.offset(InstantSource.system(), by);
        return new Pruning(service.bean(Database.class), clock)
                .prune()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    @Test
    void logOfWhichAllHasExpiredIsEmptyAndGoesOn() {
        expire(1, 2, 3, 4, 5);

        assertThat(prune()).isEqualTo(5);

        assertThat(span().base()).isEqualTo(new LogBase(5, span().head().chain()));
        logout();
        assertThat(entries(0)).extracting(LogEntry::number).containsExactly(6L);
    }

    @Test
    void pruningTakesABatchAtATime() {
        List<List<Object>> rows = IntStream.rangeClosed(6, 6 + Pruning.BATCH)
                .mapToObj(number -> List.<Object>of((long) number, chain(5).hex()))
                .toList();
        service.batch(
                "INSERT INTO revocation_entry (number, kind, issuer, covered, member, score, expires_at, recorded_at, chain)"
                        + " VALUES (?, 'session', 'x', 'x', 'm', 1, 1, 1, ?)",
                rows,
                "UPDATE revocation_head SET head = ?",
                (long) 6 + Pruning.BATCH);
        expire(1, 2, 3, 4, 5);

        assertThat(prune()).isEqualTo(Pruning.BATCH);
        assertThat(prune()).isEqualTo(6);
        assertThat(prune()).isZero();
    }

    @Test
    void listIsRebuiltFromTheBaseAfterRedisLostAll() {
        expire(1, 2, 3);
        prune();

        redis.restartEmpty();

        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> redis.cli("ZSCORE", service.list(), "head").equals("-6"));
        assertThat(redis.cli("ZCOUNT", service.list(), "(0", "+inf")).isEqualTo("2");
        logout();
        assertThat(redis.cli("ZSCORE", service.list(), "head")).isEqualTo("-7");
    }

    @Test
    void copyThatLaggedBehindTheBaseIsRebuiltAndItsHistoryIsNotGivenUp() {
        long epoch = span().head().epoch();
        redis.pause();
        try {
            logoutUnconfirmed();
            logoutUnconfirmed();
            expire(1, 2, 3, 4, 5, 6);
            assertThat(prune()).isEqualTo(6);
        } finally {
            redis.resume();
        }

        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> redis.cli("ZSCORE", service.list(), "head").equals("-8"));
        assertThat(redis.cli("ZCOUNT", service.list(), "(0", "+inf")).isEqualTo("1");
        assertThat(span().head().epoch()).isEqualTo(epoch);
    }

    @Test
    void followerFromBeforeTheBaseIsToldOfItAndOneFromBeyondIsNot() {
        expire(1, 2, 3);
        prune();

        FeedPage from2 = page(2);
        FeedPage from3 = page(3);

        assertThat(from2.base()).contains(span().base());
        assertThat(from2.entries()).extracting(LogEntry::number).containsExactly(4L, 5L);
        assertThat(from3.base()).isEmpty();
        assertThat(from3.entries()).isEqualTo(from2.entries());
    }

    private long prune() {
        return service.bean(Pruning.class).prune().blockOptional(LIMIT).orElseThrow();
    }

    private void expire(long... numbers) {
        for (long number : numbers) {
            endsAgo(number, Duration.ofDays(1));
        }
    }

    private void endsAgo(long number, Duration ago) {
        service.update(
                "UPDATE revocation_entry SET expires_at = clock_millis() - ? WHERE number = ?", ago.toMillis(), number);
    }

    private Chain chain(long number) {
        return entries(number - 1).get(0).chain();
    }

    private LogSpan span() {
        return log().span().blockOptional(LIMIT).orElseThrow();
    }

    private List<LogEntry> entries(long after) {
        return log().after(after, 1_000).collectList().blockOptional(LIMIT).orElseThrow();
    }

    private RevocationLog log() {
        return service.bean(RevocationLog.class);
    }

    private void logout() {
        String token = TestTokens.of(service).session(UUID.randomUUID()).text();
        Awaitility.await().atMost(LIMIT).until(() -> logout(token).status() == 204);
    }

    private void logoutUnconfirmed() {
        assertThat(logout(TestTokens.of(service).session(UUID.randomUUID()).text())
                        .status())
                .isEqualTo(503);
    }

    private Answer logout(String token) {
        return service.client().logoutByAccessToken(token, BodyPublishers.noBody());
    }

    private FeedPage page(long after) {
        String basic = Base64.getEncoder().encodeToString(("gateway:" + SECRET).getBytes(StandardCharsets.UTF_8));
        Answer answer = service.client()
                .now(service.client().request("/revocations?after=" + after).header("Authorization", "Basic " + basic));
        return FeedFormat.read(answer.response().body().getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}

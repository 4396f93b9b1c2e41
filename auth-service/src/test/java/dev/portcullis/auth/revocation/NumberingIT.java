package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthClient;
import dev.portcullis.auth.AuthClient.Answer;
import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.auth.WithAuthService;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.RevocationLog;
import dev.portcullis.testing.RealRedis;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithAuthService.class)
class NumberingIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final AuthService service;
    private final AuthClient client;
    private final RealRedis redis;

    NumberingIT(AuthService service, AuthClient client, RealRedis redis) {
        this.service = service;
        this.client = client;
        this.redis = redis;
    }

    @Test
    void twoHundredParallelLogoutsLeaveNoGapAndOneChain() {
        LogHead before = head();
        List<CompletableFuture<Answer>> logouts = IntStream.range(0, 200)
                .mapToObj(i -> confirmed(
                        TestTokens.of(service).session(UUID.randomUUID()).text()))
                .toList();
        List<Answer> answers = logouts.stream().map(CompletableFuture::join).toList();

        assertThat(answers)
                .extracting(answer -> answer.status() + answer.code())
                .containsOnly("204");
        LogHead walked = before;
        for (LogEntry entry : entries(before.number())) {
            assertThat(entry).isEqualTo(LogEntry.after(walked, entry.member(), entry.score()));
            walked = walked.plus(entry);
        }
        assertThat(walked).isEqualTo(head());
        assertThat(walked.number()).isEqualTo(before.number() + 200);
    }

    /** All of them are past the look at the session and wait for the head: the look-up of the entry must come after. */
    @Test
    void parallelLogoutsOfOneSessionRecordOneEntry() {
        LogHead before = head();
        Answer bystander = client.login();
        String token = TestTokens.of(service).session(UUID.randomUUID()).text();
        List<CompletableFuture<Answer>> logouts =
                service.whileLocked("SELECT head FROM revocation_head WHERE id = ? FOR UPDATE", 1, () -> {
                    List<CompletableFuture<Answer>> sent = IntStream.range(0, 6)
                            .mapToObj(i -> confirmed(token))
                            .toList();
                    assertThat(IntStream.range(0, 20)
                                    .map(i -> client.refresh(bystander.refreshToken())
                                            .status()))
                            .containsOnly(200);
                    return sent;
                });

        assertThat(logouts)
                .extracting(CompletableFuture::join)
                .extracting(Answer::status)
                .containsOnly(204);
        assertThat(head().number()).isEqualTo(before.number() + 1);
    }

    @Test
    void historyThatIsGivenUpGoesOnUnderAHigherEpoch() {
        LogHead before = head();

        log().raiseEpochAbove(before.epoch()).block(LIMIT);
        log().raiseEpochAbove(before.epoch()).block(LIMIT);

        LogHead after = head();
        assertThat(after.epoch()).isGreaterThan(before.epoch());
        assertThat(after.number()).isEqualTo(before.number());
        assertThat(after.chain()).isEqualTo(before.chain());
    }

    @Test
    void everyLogoutIsInTheListAgainAfterRedisLostAll() {
        String token = TestTokens.of(service).session(UUID.randomUUID()).text();
        assertThat(confirmed(token).join().status()).isEqualTo(204);
        String members = redis.cli("ZCOUNT", service.list(), "0", "+inf");

        redis.restartEmpty();

        Awaitility.await()
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(redis.cli("ZCOUNT", service.list(), "0", "+inf"))
                        .isEqualTo(members));
        assertThat(confirmed(token).join().status()).isEqualTo(204);
    }

    private CompletableFuture<Answer> logout(String accessToken) {
        return client.send(client.request("/api/logout")
                .header("Authorization", "Bearer " + accessToken)
                .POST(BodyPublishers.noBody()));
    }

    /** As a client that repeats after a 503, which is safe: on a slow machine queue or confirmation may take too long. */
    private CompletableFuture<Answer> confirmed(String accessToken) {
        return logout(accessToken)
                .thenCompose(answer ->
                        answer.status() == 503 ? confirmed(accessToken) : CompletableFuture.completedFuture(answer));
    }

    private RevocationLog log() {
        return service.bean(RevocationLog.class);
    }

    private LogHead head() {
        return log().head().blockOptional(LIMIT).orElseThrow();
    }

    private List<LogEntry> entries(long after) {
        return log().after(after, 1_000).collectList().blockOptional(LIMIT).orElseThrow();
    }
}

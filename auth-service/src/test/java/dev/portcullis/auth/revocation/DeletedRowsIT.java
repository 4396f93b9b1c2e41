package dev.portcullis.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.auth.AuthService;
import dev.portcullis.auth.TestTokens;
import dev.portcullis.testing.RealRedis;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator must not do by hand: rows of the log are deleted, and Redis then needs them. */
@ExtendWith(OutputCaptureExtension.class)
class DeletedRowsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String COLUMNS =
            "number, kind, issuer, covered, member, score, expires_at, recorded_at, chain, reason";

    private final RealRedis redis = RealRedis.start();
    private AuthService service;

    @BeforeEach
    void threeLogouts() {
        service = AuthService.start(redis, "--portcullis.auth.revocation.publish-timeout=500ms");
        IntStream.range(0, 3).forEach(i -> Awaitility.await().atMost(LIMIT).until(() -> logout() == 204));
    }

    @AfterEach
    void end() {
        service.close();
        redis.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void rowThatIsGoneIsNamedOnceAndPublishingGoesOnOnceItIsBack(long number, CapturedOutput output) {
        List<Object> row = deleted(number);

        redis.restartEmpty();

        Awaitility.await().atMost(LIMIT).until(() -> missing() == number);
        assertThat(logout()).isEqualTo(503);
        assertThat(output.toString().split("lacks entry " + number + ",", -1)).hasSize(2);
        putBack(row);
        Awaitility.await().atMost(LIMIT).until(() -> logout() == 204);
        Awaitility.await().atMost(LIMIT).until(() -> missing() == 0); // told at the end of the pass that answered
    }

    @Test
    void newestRowIsMissedToo(CapturedOutput output) {
        long newest = service.count("SELECT head FROM revocation_head");
        deleted(newest);

        redis.restartEmpty();

        Awaitility.await().atMost(LIMIT).until(() -> missing() == newest);
        assertThat(output).contains("lacks entry " + newest + ",");
    }

    /** As docs/revocation.md tells an operator who has no copy of the rows. */
    @Test
    void logThatIsBegunBehindTheHoleGoesOn() {
        deleted(1);
        redis.restartEmpty();
        Awaitility.await().atMost(LIMIT).until(() -> missing() == 1);

        service.update("UPDATE revocation_head SET base = 2, base_chain = (SELECT chain FROM revocation_entry"
                + " WHERE number = 2), epoch = GREATEST(epoch + 1, clock_millis()) WHERE id = 1");
        service.update("DELETE FROM revocation_entry WHERE number <= 2");
        service.update("UPDATE revocation_count SET entries = (SELECT COUNT(*) FROM revocation_entry e"
                + " WHERE e.kind = revocation_count.kind)");

        Awaitility.await().atMost(LIMIT).until(() -> logout() == 204);
        Awaitility.await().atMost(LIMIT).until(() -> missing() == 0); // told at the end of the pass that answered
        assertThat(redis.cli("ZSCORE", service.list(), "head"))
                .isEqualTo("-" + (service.count("SELECT head FROM revocation_head") + 1));
    }

    private List<Object> deleted(long number) {
        List<Object> row = service.rows("SELECT " + COLUMNS + " FROM revocation_entry WHERE number = ?", number)
                .get(0);
        assertThat(service.update("DELETE FROM revocation_entry WHERE number = ?", number))
                .isEqualTo(1);
        return row;
    }

    private void putBack(List<Object> row) {
        service.update(
                "INSERT INTO revocation_entry (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row.toArray());
    }

    private long missing() {
        return (long) service.bean(MeterRegistry.class)
                .get("portcullis.revocation.missing")
                .gauge()
                .value();
    }

    private int logout() {
        String token = TestTokens.of(service).session(UUID.randomUUID()).text();
        return service.client()
                .logoutByAccessToken(token, BodyPublishers.noBody())
                .status();
    }
}

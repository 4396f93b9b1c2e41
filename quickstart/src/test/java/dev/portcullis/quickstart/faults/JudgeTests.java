package dev.portcullis.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.quickstart.faults.History.Request;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The judge is shown to notice what it is there for. */
class JudgeTests {

    private static final Duration MAX_STALENESS = Duration.ofNanos(100);
    private static final long SENT = 1_000;
    private static final long ACKNOWLEDGED = 1_010;

    private final History history = new History();

    JudgeTests() {
        history.wanted("revoked", SENT);
        history.acknowledged("revoked", ACKNOWLEDGED);
        history.wanted("pending", SENT);
    }

    private Judge judge() {
        return new Judge(history, MAX_STALENESS);
    }

    private Request ask(String token, int gateway, long sentAt, int status) {
        Request request = new Request(token, gateway, sentAt, sentAt + 5, status, status >= 200 && status < 300);
        history.asked(request);
        return request;
    }

    @Test
    void revokedTokenThatIsAdmittedLaterThanTheBoundIsFound() {
        ask("revoked", 0, ACKNOWLEDGED + 100, 200);
        Request late = ask("revoked", 0, ACKNOWLEDGED + 101, 200);

        assertThat(judge().admittedTooLate()).containsExactly(late);
        assertThat(judge().latestAdmissionNanos()).isEqualTo(101);
    }

    @Test
    void requestThatReachedTheUpstreamIsAdmittedThoughItsAnswerNeverCame() {
        Request late = new Request("revoked", 0, ACKNOWLEDGED + 101, ACKNOWLEDGED + 900, 0, true);
        history.asked(late);

        assertThat(judge().admittedTooLate()).containsExactly(late);
    }

    @Test
    void revokedTokenThatIsRefusedOrUnansweredIsNotHeldAgainstTheEdge() {
        ask("revoked", 0, ACKNOWLEDGED + 101, 401);
        ask("revoked", 0, ACKNOWLEDGED + 101, 503);
        ask("revoked", 0, ACKNOWLEDGED + 101, 0);

        assertThat(judge().admittedTooLate()).isEmpty();
        assertThat(judge().latestAdmissionNanos()).isZero();
        assertThat(judge().wronglyRefused()).isEmpty();
        assertThat(judge().unanswered()).hasSize(1);
    }

    @Test
    void requestThatBeganBeforeTheAcknowledgementMayBeAnsweredAtAnyTime() {
        history.asked(new Request("revoked", 0, ACKNOWLEDGED - 1, ACKNOWLEDGED + 10_000, 200, true));

        assertThat(judge().admittedTooLate()).isEmpty();
        assertThat(judge().latestAdmissionNanos()).isZero();
    }

    @Test
    void firstAcknowledgementOfARepeatedRevocationCounts() {
        history.acknowledged("revoked", ACKNOWLEDGED + 5_000);

        Request late = ask("revoked", 0, ACKNOWLEDGED + 101, 200);

        assertThat(judge().admittedTooLate()).containsExactly(late);
    }

    @Test
    void timeUntilTheAcknowledgementBeginsWithTheFirstAttempt() {
        history.wanted("pending", SENT + 500);
        history.acknowledged("pending", SENT + 700);

        assertThat(judge().untilAcknowledged().sorted()).containsExactly(10L, 700L);
    }

    @Test
    void nothingIsPromisedOfARevocationThatIsPending() {
        ask("pending", 0, ACKNOWLEDGED + 10_000, 200);
        ask("pending", 0, ACKNOWLEDGED + 10_000, 401);

        assertThat(judge().admittedTooLate()).isEmpty();
        assertThat(judge().wronglyRefused()).isEmpty();
        assertThat(judge().valid()).isEmpty();
    }

    @Test
    void validTokenThatIsRefusedIsFoundWhateverTheRefusal() {
        ask("valid", 0, 1, 200);
        ask("valid", 0, 1, 0);
        List<Request> refused = List.of(ask("valid", 0, 1, 401), ask("valid", 1, 1, 503), ask("valid", 1, 1, 502));

        assertThat(judge().wronglyRefused()).containsExactlyElementsOf(refused);
        assertThat(judge().valid()).hasSize(5);
    }

    @Test
    void eachGatewayHasItsOwnFirstRefusal() {
        ask("revoked", 0, ACKNOWLEDGED + 1, 200);
        ask("revoked", 0, ACKNOWLEDGED + 10, 401);
        ask("revoked", 0, ACKNOWLEDGED + 20, 401);
        ask("revoked", 1, ACKNOWLEDGED + 30, 401);

        assertThat(judge().untilRefused().sorted()).containsExactly(15L, 35L);
        assertThat(judge().untilAcknowledged().sorted()).containsExactly(10L);
    }

    @Test
    void recoveryLastsUntilTheLastRefusalOfAValidToken() {
        ask("valid", 0, 2_000, 503);
        ask("valid", 0, 2_500, 503);
        ask("valid", 0, 9_000, 200);
        ask("revoked", 0, 9_000, 401);

        assertThat(judge().recoveryNanos(2_200)).isEqualTo(305);
        assertThat(judge().recoveryNanos(3_000)).isZero();
    }

    @Test
    void quantilesAreOnesThatWereMeasured() {
        Latencies hundred = Latencies.of(LongStream.rangeClosed(1, 100).boxed());

        assertThat(hundred.quantile(0.5)).isEqualTo(50);
        assertThat(hundred.quantile(0.99)).isEqualTo(99);
        assertThat(hundred.quantile(1)).isEqualTo(100);
        assertThat(Latencies.of(LongStream.empty().boxed()).quantile(0.5)).isZero();
    }
}

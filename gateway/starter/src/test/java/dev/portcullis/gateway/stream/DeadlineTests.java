package dev.portcullis.gateway.stream;

import static dev.portcullis.gateway.stream.StreamTokens.BY_SESSION;
import static dev.portcullis.gateway.stream.StreamTokens.BY_TOKEN;
import static dev.portcullis.gateway.stream.StreamTokens.REFUSED;
import static dev.portcullis.gateway.verification.TestTokens.NOW;
import static dev.portcullis.gateway.verification.TestTokens.SKEW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.verification.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class DeadlineTests {

    private static final Instant CAP = NOW.plus(BY_SESSION.longest());

    @Test
    void boundToItsTokenItEndsWhereARequestIsRefused() {
        VerifiedToken token = StreamTokens.ofSession(NOW.plusSeconds(1));

        assertThat(Deadline.of(token, BY_TOKEN, NOW)).isEqualTo(new Deadline(REFUSED, StreamEnd.TOKEN_EXPIRED));
    }

    @Test
    void sessionThatEndsBeforeTheCapEndsIt() {
        Instant end = CAP.minus(SKEW).minusSeconds(1);

        assertThat(Deadline.of(StreamTokens.ofSession(end), BY_SESSION, NOW))
                .isEqualTo(new Deadline(CAP.minusSeconds(1), StreamEnd.SESSION_EXPIRED));
    }

    @Test
    void capEndsASessionThatLastsAsLong() {
        assertThat(Deadline.of(StreamTokens.ofSession(CAP.minus(SKEW)), BY_SESSION, NOW))
                .isEqualTo(new Deadline(CAP, StreamEnd.LIFETIME_REACHED));
    }

    @Test
    void capEndsASessionThatEndsInTheLastYearThereIs() {
        assertThat(Deadline.of(StreamTokens.ofSession(Instant.parse("9999-12-31T23:59:59Z")), BY_SESSION, NOW))
                .isEqualTo(new Deadline(CAP, StreamEnd.LIFETIME_REACHED));
    }

    @Test
    void capEndsASessionThatTellsNoEnd() {
        assertThat(Deadline.of(StreamTokens.valid(), BY_SESSION, NOW))
                .isEqualTo(new Deadline(CAP, StreamEnd.LIFETIME_REACHED));
    }

    @Test
    void capCountsFromTheOpeningNotFromTheToken() {
        Instant later = NOW.plus(Duration.ofMinutes(4));

        assertThat(Deadline.of(StreamTokens.valid(), BY_SESSION, later).at())
                .isEqualTo(later.plus(BY_SESSION.longest()));
    }
}

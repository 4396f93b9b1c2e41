package dev.portcullis.gateway.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the loads of one key set went, and when the next is due. Written by one load at a time. */
final class LoadHistory {

    private static final int FIRST_BACKOFF_SECONDS = 1;
    private static final int LONGEST_BACKOFF_SECONDS = 30;
    /** More would overflow, long after the longest is reached. */
    private static final int MAX_DOUBLINGS = 5;

    private static final int MAX_SKIPPED_IN_A_LINE = 8;
    private static final Logger LOG = LoggerFactory.getLogger(LoadHistory.class);

    private final String issuerName;
    private final Duration refresh;
    private volatile State state = new State(Instant.MIN, Instant.MIN, 0, 0, 0, null, List.of());

    /**
     * @param noted when the last load ended
     * @param inARow how many have failed since the last good one
     * @param skipped what was skipped of the last good set
     */
    private record State(
            Instant noted,
            Instant due,
            int inARow,
            long succeeded,
            long failed,
            @Nullable String lastFailure,
            List<String> skipped) {}

    LoadHistory(String issuerName, Duration refresh) {
        this.issuerName = issuerName;
        this.refresh = refresh;
    }

    /** Also where the clock has been set back: nobody knows how old the keys are then. */
    boolean isDue(Instant now) {
        State last = state;
        return !now.isBefore(last.due()) || now.isBefore(last.noted());
    }

    boolean hasEnded() {
        return state.succeeded() + state.failed() > 0;
    }

    void succeeded(Instant now, KeySet keys) {
        State last = state;
        if (last.inARow() > 0) {
            LOG.info("The keys of issuer '{}' are loaded again: {}", issuerName, keys.size());
        }
        if (!keys.skipped().equals(last.skipped())) {
            LOG.info(
                    "Of the key set of issuer '{}' {} entries are skipped: {}",
                    issuerName,
                    keys.skipped().size(),
                    keys.skipped().stream().limit(MAX_SKIPPED_IN_A_LINE).toList());
        }
        state = new State(now, now.plus(refresh), 0, last.succeeded() + 1, last.failed(), null, keys.skipped());
    }

    void failed(Instant now, String reason) {
        State last = state;
        if (last.inARow() == 0) {
            LOG.warn("The keys of issuer '{}' cannot be loaded: {}", issuerName, reason);
        }
        Instant due = now.plus(backoff(last.inARow()));
        state = new State(now, due, last.inARow() + 1, last.succeeded(), last.failed() + 1, reason, last.skipped());
    }

    private static Duration backoff(int failuresBefore) {
        int doubled = FIRST_BACKOFF_SECONDS << Math.min(failuresBefore, MAX_DOUBLINGS);
        return Duration.ofSeconds(Math.min(doubled, LONGEST_BACKOFF_SECONDS));
    }

    KeyView.Loads loads() {
        State last = state;
        return new KeyView.Loads(
                last.succeeded(),
                last.failed(),
                Optional.ofNullable(last.lastFailure()),
                hasEnded() ? Optional.of(last.due()) : Optional.empty());
    }
}

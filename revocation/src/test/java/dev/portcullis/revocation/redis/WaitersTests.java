package dev.portcullis.revocation.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.LogPosition;
import dev.portcullis.revocation.publish.Publication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

final class WaitersTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final LogPosition FIFTH = new LogPosition(7, 5);

    private final Waiters waiters = new Waiters(TIMEOUT);

    @Test
    void whoWaitsForANumberIsAnsweredByThatNumberOrAHigherOneOnly() {
        StepVerifier.create(waiters.await(FIFTH, () -> publish(head(7, 5))))
                .expectNext(Publication.CONFIRMED)
                .verifyComplete();
        StepVerifier.create(waiters.await(FIFTH, () -> publish(head(7, 6))))
                .expectNext(Publication.CONFIRMED)
                .verifyComplete();
        assertThatAnswerIsWaitedFor(() -> publish(head(7, 4)));
    }

    /** It may publish what a database has lost since, in an epoch that nobody has raised yet. */
    @Test
    void whoComesAfterAPassHasReadTheDatabaseWaitsForTheNext() {
        waiters.databaseIsRead();

        assertThatAnswerIsWaitedFor(() -> waiters.tell(head(7, 5)));
    }

    /** A pass that still publishes what the database has lost says nothing of the one who was given the number again. */
    @Test
    void whoWaitsInANewHistoryIsNotAnsweredByTheOldOne() {
        assertThatAnswerIsWaitedFor(() -> publish(head(6, 5)));
        assertThatAnswerIsWaitedFor(() -> publish(head(6, 9)));
    }

    /** Under that number the new history may hold somebody else's entry: only a repeat of the act can tell. */
    @Test
    void whoWaitsInAHistoryThatWasGivenUpIsSentBackAtOnce() {
        StepVerifier.withVirtualTime(() -> waiters.await(FIFTH, () -> publish(head(8, 5))))
                .expectNext(Publication.PENDING)
                .expectComplete()
                .verify(Duration.ofSeconds(60));
        StepVerifier.withVirtualTime(() -> waiters.await(FIFTH, () -> publish(head(8, 2))))
                .expectNext(Publication.PENDING)
                .expectComplete()
                .verify(Duration.ofSeconds(60));
        assertThat(waiters.count()).isZero();
    }

    @Test
    void oneCallerMoreThanMayWaitIsToldAtOnceToComeBack() {
        Waiters waiters = new Waiters(Duration.ofDays(1));
        List<Disposable> waiting = new ArrayList<>();
        for (int i = 0; i < Waiters.MAX_WAITING - 1; i++) {
            waiting.add(waiters.await(FIFTH, () -> {}).subscribe());
        }

        StepVerifier.create(waiters.await(FIFTH, () -> {}))
                .expectSubscription()
                .then(() -> assertThat(waiters.count()).isEqualTo(Waiters.MAX_WAITING))
                .thenCancel()
                .verify();
        waiting.add(waiters.await(FIFTH, () -> {}).subscribe());
        StepVerifier.create(waiters.await(FIFTH, () -> {}))
                .expectNext(Publication.PENDING)
                .verifyComplete();

        waiting.forEach(Disposable::dispose);
        assertThat(waiters.count()).isZero();
    }

    private void assertThatAnswerIsWaitedFor(Runnable meanwhile) {
        StepVerifier.withVirtualTime(() -> waiters.await(FIFTH, meanwhile))
                .expectSubscription()
                .expectNoEvent(TIMEOUT.minusMillis(1))
                .thenAwait(Duration.ofMillis(1))
                .expectNext(Publication.PENDING)
                .verifyComplete();
        assertThat(waiters.count()).isZero();
    }

    /** A whole pass. */
    private void publish(LogHead reached) {
        waiters.databaseIsRead();
        waiters.tell(reached);
    }

    private static LogHead head(long epoch, long number) {
        return new LogHead(epoch, number, Chain.GENESIS);
    }
}

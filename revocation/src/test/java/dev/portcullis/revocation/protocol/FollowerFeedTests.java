package dev.portcullis.revocation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.memory.Entries;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The feed under the same rules, and the change from one source to the other. */
final class FollowerFeedTests extends FollowerScene {

    @Test
    void theFeedAloneFillsAnEmptyFollowerPageByPage() {
        Progress first = follower.fed(answer(10, 5, entry(1), entry(2)));
        Held between = follower.held();
        long next = follower.feedAfter();
        Progress second = follower.fed(answer(20, 5, entry(3), entry(4), entry(5)));

        assertThat(first.replaced()).isFalse();
        assertThat(between.provedAsOf()).isNull();
        assertThat(next).isEqualTo(2);
        assertThat(second.replaced()).isTrue();
        assertThat(applied()).isEqualTo(5);
        assertThat(provedAt()).isEqualTo(20);
    }

    @Test
    void theFeedGoesOnFromWhereRedisEndedAndRedisFromWhereTheFeedDid() {
        loadWholeListAt(2);

        Progress fed = follower.fed(answer(10, 3, entry(3)));
        Progress streamed = stream(EPOCH, entry(3), entry(4));

        assertThat(fed.applied()).containsExactly(entry(3));
        assertThat(fed.replaced()).isFalse();
        assertThat(streamed.applied()).containsExactly(entry(4));
        assertThat(provedAt()).isEqualTo(10);
    }

    @Test
    void aPageThatDoesNotReachItsHeadProvesNothingYet() {
        loadWholeListAt(2);

        Progress progress = follower.fed(answer(10, 9, entry(3)));

        assertThat(progress.usable()).isTrue();
        assertThat(follower.held().provedAsOf()).isNull();
    }

    @Test
    void aFeedOfAnotherHistoryIsLoadedFromItsBeginning() {
        loadWholeListAt(3);
        LogEntry other = LogEntry.after(head(2), member(50), SCORE);

        Progress first = follower.fed(
                new FeedAnswer(at(10), new LogHead(EPOCH + 1, 3, other.chain()), Optional.empty(), List.of()));
        long next = follower.feedAfter();
        Progress second = follower.fed(new FeedAnswer(
                at(20),
                new LogHead(EPOCH + 1, 3, other.chain()),
                Optional.empty(),
                List.of(entry(1), entry(2), other)));

        assertThat(first.usable()).isTrue();
        assertThat(next).isZero();
        assertThat(second.replaced()).isTrue();
        assertThat(holds(3)).isFalse();
        assertThat(holds(50)).isTrue();
        assertThat(provedAt()).isEqualTo(20);
    }

    @Test
    void aFeedThatContradictsTheHeldChainProvesNothing() {
        loadWholeListAt(3);

        follower.fed(new FeedAnswer(at(10), new LogHead(EPOCH, 3, entry(2).chain()), Optional.empty(), List.of()));

        assertThat(follower.held().provedAsOf()).isNull();
        assertThat(applied()).isEqualTo(3);
    }

    @Test
    void aFeedOfALowerEpochIsNoUse() {
        loadWholeListAt(2);

        Progress progress = follower.fed(
                new FeedAnswer(at(10), new LogHead(EPOCH - 1, 2, entry(2).chain()), Optional.empty(), List.of()));

        assertThat(progress.usable()).isFalse();
        assertThat(follower.held().provedAsOf()).isNull();
    }

    @Test
    void aFeedThatHasMoreAndDoesNotGiveItIsNoUse() {
        loadWholeListAt(2);

        follower.fed(answer(10, 3));
        Progress again = follower.fed(answer(20, 3));

        assertThat(again.usable()).isFalse();
        assertThat(follower.held().provedAsOf()).isNull();
    }

    @Test
    void aFollowerFromBeforeTheBaseOfTheFeedBeginsThere() {
        loadWholeListAt(2);
        LogBase base = new LogBase(4, entry(4).chain());

        Progress progress =
                follower.fed(new FeedAnswer(at(10), head(6), Optional.of(base), List.of(entry(5), entry(6))));

        assertThat(progress.replaced()).isTrue();
        assertThat(applied()).isEqualTo(6);
        assertThat(holds(1)).isFalse();
        assertThat(holds(6)).isTrue();
        assertThat(provedAt()).isEqualTo(10);
    }

    @Test
    void aLoadFromRedisThatTheFeedHasOvertakenIsGivenUp() {
        follower.loadBegun(list(2, "nonce"));
        follower.fed(answer(10, 3, entry(1), entry(2), entry(3)));

        assertThat(follower.loadPage(page(list(2, "nonce"), true, 1, 2)).usable())
                .isFalse();
        assertThat(applied()).isEqualTo(3);
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Follow(3));
    }

    @Test
    void aFollowerThatKeepsNothingStillTellsWhatFollowsAndThatItMissedSomething() {
        Follower tail = new Follower(() -> Entries.NONE);
        tail.loadBegun(list(2, "nonce"));
        Progress begun = tail.loadPage(new ListPage(Optional.of(list(2, "nonce")), List.of(), true));

        Progress followed = tail.streamed(List.of(new StreamEntry(EPOCH, entry(3))), true);
        tail.streamed(List.of(new StreamEntry(EPOCH, entry(5))), true);

        assertThat(begun.replaced()).isTrue();
        assertThat(followed.applied()).containsExactly(entry(3));
        assertThat(tail.turn()).isEqualTo(new RedisTurn.Load());
    }

    @Test
    void aCopyThatTheFeedDidNotFinishIsForgottenWhenItRests() {
        loadWholeListAt(3);
        follower.fed(answer(10, 9)); // has more and gives nothing: built anew from its beginning
        long meanwhile = follower.feedAfter();

        follower.feedRested();

        assertThat(meanwhile).isZero();
        assertThat(follower.feedAfter()).isEqualTo(3);
    }

    /** At every number one source takes over from the other, and repeats what the other has brought. */
    @Test
    void sourcesTakeTurnsAtEveryNumber() {
        loadWholeListAt(2);
        follower.proved(proof(2, EPOCH, 2));

        for (int number = 3; number <= 200; number++) {
            Progress progress = number % 2 == 0
                    ? stream(EPOCH, entry(number - 1), entry(number))
                    : follower.fed(answer(number, number, entry(number - 1), entry(number)));
            follower.proved(proof(number, EPOCH, number));

            assertThat(progress.applied()).containsExactly(entry(number));
            assertThat(progress.replaced()).isFalse();
            assertThat(provedAt()).isEqualTo(number);
            assertThat(follower.turn()).isEqualTo(new RedisTurn.Follow(number));
            assertThat(follower.feedAfter()).isEqualTo(number);
        }
    }
}

package dev.portcullis.revocation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule F1: what is applied, and what asks for a load. */
final class FollowerStreamTests extends FollowerScene {

    @Test
    void entriesThatFollowAreAppliedInOrder() {
        loadWholeListAt(2);

        Progress progress = stream(EPOCH, entry(3), entry(4));

        assertThat(progress.applied()).containsExactly(entry(3), entry(4));
        assertThat(applied()).isEqualTo(4);
        assertThat(holds(4)).isTrue();
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Follow(4));
    }

    @Test
    void entriesThatAreHeldAlreadyAreDropped() {
        loadWholeListAt(3);

        Progress progress = stream(EPOCH, entry(2), entry(3));

        assertThat(progress.applied()).isEmpty();
        assertThat(applied()).isEqualTo(3);
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Follow(3));
    }

    @Test
    void aGapAsksForALoadAndWhatLiesBehindItIsNotApplied() {
        loadWholeListAt(2);

        Progress progress = stream(EPOCH, entry(3), entry(5));

        assertThat(progress.applied()).containsExactly(entry(3));
        assertThat(holds(5)).isFalse();
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Load());
    }

    @Test
    void anEntryOfAnotherHistoryUnderTheNextNumberIsNotApplied() {
        loadWholeListAt(2);
        LogEntry right = entry(3);

        stream(EPOCH, new LogEntry(3, member(3), SCORE, right.chain().next(3, "other", 1)));

        assertThat(applied()).isEqualTo(2);
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Load());
    }

    @Test
    void aChainIsComputedAndNotBelieved() {
        loadWholeListAt(2);

        stream(EPOCH, new LogEntry(3, member(99), SCORE, entry(3).chain()));

        assertThat(holds(99)).isFalse();
        assertThat(applied()).isEqualTo(2);
    }

    @Test
    void anEntryOfAHigherEpochIsNotAppliedThoughItsChainMatches() {
        loadWholeListAt(2);

        stream(EPOCH + 1, entry(3));

        assertThat(applied()).isEqualTo(2);
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Load());
    }

    @Test
    void anEntryOfALowerEpochIsDropped() {
        loadWholeListAt(2);

        stream(EPOCH - 1, entry(3));

        assertThat(applied()).isEqualTo(2);
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Follow(2));
    }

    @Test
    void whatIsNoEntryAsksForALoad() {
        loadWholeListAt(2);

        follower.streamed(List.of(), false);

        assertThat(follower.turn()).isEqualTo(new RedisTurn.Load());
    }

    @Test
    void aMemberThatNobodyOfUsWroteAsksForALoad() {
        loadWholeListAt(2);
        Chain chain = entry(2).chain().next(3, "foreign", SCORE);

        stream(EPOCH, new LogEntry(3, "foreign", SCORE, chain));

        assertThat(applied()).isEqualTo(2);
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Load());
    }

    @Test
    void anEntryThatLiftsTakesItsMemberAwayAndALaterOneBringsItBack() {
        loadWholeListAt(2);
        LogEntry lift = LogEntry.after(head(2), member(1), LogEntry.LIFT);
        LogEntry again = LogEntry.after(head(2).plus(lift), member(1), 5);

        stream(EPOCH, lift);
        boolean heldWhileLifted = holds(1);
        stream(EPOCH, again);

        assertThat(heldWhileLifted).isFalse();
        assertThat(follower.held().entries().scoreOf(member(1))).isEqualTo(5);
    }
}

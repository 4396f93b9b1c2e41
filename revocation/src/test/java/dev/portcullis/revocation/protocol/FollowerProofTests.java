package dev.portcullis.revocation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.LogHead;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule F3: as of when what is held is proved whole. */
final class FollowerProofTests extends FollowerScene {

    @Test
    void heldEntriesAreProvedOnceTheirNumberReachesTheFloor() {
        loadWholeListAt(2);

        follower.proved(proof(10, EPOCH, 3));
        boolean before = follower.held().provedAsOf() != null;
        stream(EPOCH, entry(3));

        assertThat(before).isFalse();
        assertThat(provedAt()).isEqualTo(10);
    }

    @Test
    void aFloorThatIsAheadOfTheStreamLeavesTheProofBeforeItInForce() {
        loadWholeListAt(2);

        follower.proved(proof(10, EPOCH, 2));
        follower.proved(proof(20, EPOCH, 3));

        assertThat(provedAt()).isEqualTo(10);
        stream(EPOCH, entry(3));
        assertThat(provedAt()).isEqualTo(20);
    }

    @Test
    void aFloorNeverFalls() {
        loadWholeListAt(2);

        follower.proved(proof(10, EPOCH, 3));
        follower.proved(proof(20, EPOCH, 2));

        assertThat(follower.held().provedAsOf()).isNull();
    }

    @Test
    void aProofThatArrivesLateDoesNotMakeTheHeldEntriesOlder() {
        loadWholeListAt(2);

        follower.proved(proof(20, EPOCH, 2));
        follower.proved(proof(10, EPOCH, 2));

        assertThat(provedAt()).isEqualTo(20);
    }

    @Test
    void aProofOfALowerEpochIsIgnored() {
        loadWholeListAt(2);

        follower.proved(proof(10, EPOCH - 1, 0));

        assertThat(follower.held().provedAsOf()).isNull();
    }

    @Test
    void aProofOfAHigherEpochAsksForALoadAndTheOldOneServesMeanwhile() {
        loadWholeListAt(2);
        follower.proved(proof(10, EPOCH, 2));

        follower.proved(proof(20, EPOCH + 1, 2));

        assertThat(follower.turn()).isEqualTo(new RedisTurn.Load());
        assertThat(provedAt()).isEqualTo(10);
        load(new ListState(new LogHead(EPOCH + 1, 2, entry(2).chain()), "new", Optional.empty()), 1, 2);
        assertThat(follower.held().head().epoch()).isEqualTo(EPOCH + 1);
        assertThat(provedAt()).isEqualTo(20);
    }

    @Test
    void aCopyOfAHigherEpochWaitsForItsProofWhileTheOldOneMayServe() {
        loadWholeListAt(2);
        follower.proved(proof(10, EPOCH, 2));
        stream(EPOCH + 1, entry(3));

        load(new ListState(new LogHead(EPOCH + 1, 3, entry(3).chain()), "new", Optional.empty()), 1, 2, 3);
        long epochBefore = follower.held().head().epoch();
        Progress proved = follower.proved(proof(20, EPOCH + 1, 3));

        assertThat(epochBefore).isEqualTo(EPOCH);
        assertThat(proved.replaced()).isTrue();
        assertThat(provedAt()).isEqualTo(20);
    }

    @Test
    void aProofOfTheOldEpochDoesNotVouchForTheNewOne() {
        follower.proved(proof(10, EPOCH, 2));
        load(new ListState(new LogHead(EPOCH + 1, 2, entry(2).chain()), "new", Optional.empty()), 1, 2);

        assertThat(follower.held().head().epoch()).isEqualTo(EPOCH + 1);
        assertThat(follower.held().provedAsOf()).isNull();
    }

    @Test
    void aFloorThatTheStreamDoesNotReachTwiceInARowAsksForALoad() {
        loadWholeListAt(2);

        follower.proved(proof(10, EPOCH, 3));
        RedisTurn once = follower.turn();
        follower.proved(proof(20, EPOCH, 3));

        assertThat(once).isEqualTo(new RedisTurn.Follow(2));
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Load());
    }

    @Test
    void aStreamThatIsBehindButMovesIsNotLoadedAnew() {
        loadWholeListAt(2);

        follower.proved(proof(10, EPOCH, 4));
        stream(EPOCH, entry(3));
        follower.proved(proof(20, EPOCH, 4));

        assertThat(follower.turn()).isEqualTo(new RedisTurn.Follow(3));
    }

    @Test
    void aHundredProofsAheadOfTheStreamLeaveTheOldestThatHoldsAndTheNewest() {
        loadWholeListAt(2);
        follower.proved(proof(10, EPOCH, 2));

        for (int i = 1; i <= 100; i++) {
            follower.proved(proof(10 + i, EPOCH, 3));
        }

        assertThat(provedAt()).isEqualTo(10);
        stream(EPOCH, entry(3));
        assertThat(provedAt()).isEqualTo(110);
    }

    @Test
    void aStreamThatLagsIsProvedStepByStepAndNotOnlyOnceItHasCaughtUp() {
        loadWholeListAt(2);
        follower.proved(proof(10, EPOCH, 3));
        follower.proved(proof(20, EPOCH, 4));
        follower.proved(proof(30, EPOCH, 5));

        stream(EPOCH, entry(3));
        long first = provedAt();
        stream(EPOCH, entry(4));

        assertThat(first).isEqualTo(10);
        assertThat(provedAt()).isEqualTo(20);
    }

    @Test
    void ofMoreProofsThanAreKeptTheOldestThatIsStillOfUseStays() {
        loadWholeListAt(2);
        follower.proved(proof(10, EPOCH, 3));
        for (int i = 1; i <= 100; i++) {
            follower.proved(proof(10 + i, EPOCH, 4));
        }

        stream(EPOCH, entry(3));

        assertThat(provedAt()).isEqualTo(10);
    }

    @Test
    void aProofThatArrivesLateCountsWhereTheNewerOneIsStillAhead() {
        loadWholeListAt(2);

        follower.proved(proof(20, EPOCH, 3));
        follower.proved(proof(10, EPOCH, 2));

        assertThat(provedAt()).isEqualTo(10);
    }

    @Test
    void aProofOfALowerEpochIsIgnoredBesideOneOfTheRightOne() {
        loadWholeListAt(2);
        follower.proved(proof(10, EPOCH, 3));

        follower.proved(proof(5, EPOCH - 1, 0));

        assertThat(follower.held().provedAsOf()).isNull();
    }

    @Test
    void aNewHistoryIsNoYoungerThanItsOwnProof() {
        loadWholeListAt(2);
        follower.proved(proof(20, EPOCH, 2));
        follower.proved(proof(15, EPOCH + 1, 2));

        load(new ListState(new LogHead(EPOCH + 1, 2, entry(2).chain()), "new", Optional.empty()), 1, 2);

        assertThat(follower.held().head().epoch()).isEqualTo(EPOCH + 1);
        assertThat(provedAt()).isEqualTo(15);
    }
}

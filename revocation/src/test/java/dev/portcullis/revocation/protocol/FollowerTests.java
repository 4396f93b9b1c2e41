package dev.portcullis.revocation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.memory.Entries;
import dev.portcullis.revocation.memory.EntryTable;
import dev.portcullis.revocation.protocol.ListPage.Member;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FollowerTests {

    private static final long EPOCH = 7;
    private static final long SCORE = 4_000_000_000_000L;

    private final List<LogEntry> log = new ArrayList<>();
    private final Follower follower = new Follower(EntryTable::new);

    // ---- F1

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

    // ---- F2

    @Test
    void nothingOfALoadCountsBeforeItsLastPage() {
        follower.proved(proof(1, EPOCH, 2));
        assertThat(follower.loadBegun(list(2, "nonce"))).isTrue();

        Progress first = follower.loadPage(page(list(2, "nonce"), false, 1));
        Held before = follower.held();
        Progress last = follower.loadPage(page(list(2, "nonce"), true, 2));

        assertThat(first.replaced()).isFalse();
        assertThat(before.provedAsOf()).isNull();
        assertThat(last.replaced()).isTrue();
        assertThat(holds(1)).isTrue();
        assertThat(provedAt()).isEqualTo(1);
    }

    @Test
    void aLoadGoesOnWhileTheListGrows() {
        follower.loadBegun(list(2, "nonce"));

        Progress progress = follower.loadPage(page(list(5, "nonce"), true, 1, 2, 4));

        assertThat(progress.replaced()).isTrue();
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Follow(2));
    }

    @Test
    void aPageOfAListThatFellBackEndsTheLoadThoughTheListHasCaughtUpAtTheEnd() {
        follower.loadBegun(list(2, "nonce"));

        Progress middle = follower.loadPage(page(list(1, "nonce"), false, 1));
        Progress end = follower.loadPage(page(list(2, "nonce"), true, 1));

        assertThat(middle.usable()).isFalse();
        assertThat(end.usable()).isFalse();
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Load());
    }

    @Test
    void aPageOfAnotherInstanceOfTheKeyEndsTheLoad() {
        follower.loadBegun(list(2, "nonce"));

        assertThat(follower.loadPage(page(list(2, "other"), true, 1, 2)).usable())
                .isFalse();
        assertThat(follower.turn()).isEqualTo(new RedisTurn.Load());
    }

    @Test
    void aPageOfAnotherEpochEndsTheLoad() {
        follower.loadBegun(list(2, "nonce"));

        ListState other = new ListState(new LogHead(EPOCH + 1, 2, entry(2).chain()), "nonce", Optional.empty());
        assertThat(follower.loadPage(page(other, true, 1, 2)).usable()).isFalse();
    }

    @Test
    void aPageWithoutAListEndsTheLoad() {
        follower.loadBegun(list(2, "nonce"));

        assertThat(follower.loadPage(new ListPage(Optional.empty(), List.of(), true))
                        .usable())
                .isFalse();
    }

    @Test
    void aLoadThatLostItsConnectionIsBegunAnew() {
        follower.loadBegun(list(2, "nonce"));
        follower.loadPage(page(list(2, "nonce"), false, 1));

        follower.connectionLost();

        assertThat(follower.loadPage(page(list(2, "nonce"), true, 2)).usable()).isFalse();
        assertThat(applied()).isZero();
    }

    @Test
    void aForeignMemberInTheListDoesNotStopTheLoad() {
        follower.loadBegun(list(1, "nonce"));

        Progress progress = follower.loadPage(new ListPage(
                Optional.of(list(1, "nonce")), List.of(new Member("foreign", 5), new Member(member(1), SCORE)), true));

        assertThat(progress.replaced()).isTrue();
        assertThat(holds(1)).isTrue();
    }

    @Test
    void aListOfALowerEpochIsNotLoaded() {
        follower.proved(proof(1, EPOCH + 1, 0));

        assertThat(follower.loadBegun(list(2, "nonce"))).isFalse();
    }

    @Test
    void aLoadedCopyThatEndsBeforeTheHeldOneWaitsUntilTheStreamHasBroughtItUp() {
        loadWholeListAt(3);
        follower.streamed(List.of(), false);

        Progress shorter = load(list(2, "other"), 1, 2);
        long between = applied();
        Progress caughtUp = stream(EPOCH, entry(3));

        assertThat(shorter.replaced()).isFalse();
        assertThat(between).isEqualTo(3);
        assertThat(caughtUp.replaced()).isTrue();
        assertThat(caughtUp.applied()).isEmpty();
        assertThat(applied()).isEqualTo(3);
    }

    // ---- F3

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

    // ---- the feed

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

    // ---- what the tests are written in

    private void loadWholeListAt(int number) {
        long[] numbers = new long[number];
        for (int i = 0; i < number; i++) {
            numbers[i] = i + 1L;
        }
        assertThat(load(list(number, "nonce"), numbers).replaced()).isTrue();
    }

    private Progress load(ListState list, long... numbers) {
        assertThat(follower.loadBegun(list)).isTrue();
        return follower.loadPage(page(list, true, numbers));
    }

    private Progress stream(long epoch, LogEntry... entries) {
        List<StreamEntry> batch = new ArrayList<>();
        for (LogEntry entry : entries) {
            batch.add(new StreamEntry(epoch, entry));
        }
        return follower.streamed(batch, true);
    }

    private ListState list(int number, String nonce) {
        return new ListState(head(number), nonce, Optional.empty());
    }

    private ListPage page(ListState list, boolean last, long... numbers) {
        List<Member> members = new ArrayList<>();
        for (long number : numbers) {
            members.add(new Member(member(number), SCORE));
        }
        return new ListPage(Optional.of(list), members, last);
    }

    private FeedAnswer answer(long asked, int head, LogEntry... entries) {
        return new FeedAnswer(at(asked), head(head), Optional.empty(), List.of(entries));
    }

    /** The log's entry of that number; all tests share one history. */
    private LogEntry entry(int number) {
        while (log.size() < number) {
            log.add(LogEntry.after(head(log.size()), member(log.size() + 1), SCORE));
        }
        return log.get(number - 1);
    }

    private LogHead head(int number) {
        return new LogHead(
                EPOCH, number, number == 0 ? Chain.GENESIS : entry(number).chain());
    }

    private static String member(long number) {
        return new Covered.Token("https://issuer.example", "jti-" + number).member();
    }

    private boolean holds(long number) {
        return follower.held().entries().scoreOf(member(number)) != Entries.ABSENT;
    }

    private long applied() {
        return follower.held().head().number();
    }

    private long provedAt() {
        Reading proved = follower.held().provedAsOf();
        return proved == null ? -1 : proved.wallMillis();
    }

    private static Proof proof(long millis, long epoch, long floor) {
        return new Proof(at(millis), epoch, floor);
    }

    private static Reading at(long millis) {
        return new Reading(millis * 1_000_000, millis);
    }
}

package dev.portcullis.revocation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.Chain;
import dev.portcullis.revocation.LogBase;
import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.KeeperStep.Outcome;
import dev.portcullis.revocation.protocol.KeeperStep.Place;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KeeperPassTests {

    private static final LogHead EMPTY = new LogHead(7, 0, Chain.GENESIS);
    private static final LogEntry FIRST = LogEntry.after(EMPTY, "t:first", 10);
    private static final LogHead AT_FIRST = EMPTY.plus(FIRST);
    private static final LogEntry SECOND = LogEntry.after(AT_FIRST, "t:second", 20);
    private static final LogEntry THIRD = LogEntry.after(AT_FIRST.plus(SECOND), "t:third", 30);
    private static final LogHead AT_THIRD = AT_FIRST.plus(SECOND).plus(THIRD);
    private static final NodeState MASTER = new NodeState(true, "replid", 3, 1, false);

    private final KeeperPass pass = new KeeperPass(1, 2, () -> "nonce-of-mine");

    @Test
    void databaseIsReadOnlyAfterTheObservation() {
        assertThat(pass.first()).isEqualTo(new KeeperStep.Observe());
        assertThat(pass.observed(seen(EMPTY))).isEqualTo(new KeeperStep.ReadHead());
    }

    @Test
    void listThatIsUpToDateIsWrittenToAllTheSameBeforeTheWait() {
        pass.observed(seen(EMPTY));

        assertThat(pass.headRead(EMPTY)).isEqualTo(new KeeperStep.ReadEntries(0, 2));
        assertThat(pass.entriesRead(List.of())).isEqualTo(new KeeperStep.Append(Place.LIST, EMPTY, List.of()));
        assertThat(pass.appended(true)).isEqualTo(new KeeperStep.Confirm(1));
    }

    @Test
    void blessingCarriesWhatWasObservedAndTheHeadReadAfterIt() {
        pass.observed(seen(EMPTY));
        pass.headRead(EMPTY);
        pass.entriesRead(List.of(FIRST));
        pass.appended(true);

        assertThat(pass.confirmed(1)).isEqualTo(new KeeperStep.Acknowledge(AT_FIRST));
        assertThat(pass.told()).isEqualTo(new KeeperStep.Bless(new Blessing("replid", "nonce", 3, 1), EMPTY));
    }

    @Test
    void tooFewConfirmationsAcknowledgeNothing() {
        pass.observed(seen(EMPTY));
        pass.headRead(EMPTY);
        pass.entriesRead(List.of());
        pass.appended(true);

        assertThat(pass.confirmed(0)).isInstanceOf(KeeperStep.Bless.class);
    }

    @Test
    void numberThatTheDatabaseGaveToAnotherEntryRaisesTheEpoch() {
        LogEntry other = LogEntry.after(EMPTY, "t:other", 10);
        pass.observed(seen(AT_FIRST));

        assertThat(pass.headRead(EMPTY.plus(other).plus(LogEntry.after(EMPTY.plus(other), "t:second", 10))))
                .isEqualTo(new KeeperStep.ReadEntries(0, 1));
        assertThat(pass.entriesRead(List.of(other))).isInstanceOf(KeeperStep.RaiseEpochAbove.class);
        assertThat(pass.epochRaised()).isEqualTo(new KeeperStep.End(Outcome.HISTORY_GIVEN_UP));
    }

    @Test
    void listThatEndsBeforeTheBaseIsRebuiltFromTheBaseOn() {
        pass.observed(seen(AT_FIRST));

        assertThat(pass.headRead(AT_THIRD, baseAt(SECOND)))
                .isEqualTo(new KeeperStep.BuildBeside("nonce-of-mine", AT_FIRST.plus(SECOND)));
        assertThat(pass.begun()).isEqualTo(new KeeperStep.ReadEntries(2, 2));
    }

    @Test
    void listThatEndsAtTheBaseIsComparedWithItsChain() {
        pass.observed(seen(AT_FIRST));
        assertThat(pass.headRead(AT_THIRD, baseAt(FIRST))).isEqualTo(new KeeperStep.ReadEntries(1, 2));

        pass.observed(seen(EMPTY.plus(LogEntry.after(EMPTY, "t:other", 10))));
        assertThat(pass.headRead(AT_THIRD, baseAt(FIRST))).isInstanceOf(KeeperStep.RaiseEpochAbove.class);
    }

    @Test
    void entryThatWasPrunedBeforeItCouldBeComparedIsNoOtherHistory() {
        pass.observed(seen(AT_FIRST));
        pass.headRead(AT_THIRD);

        assertThat(pass.entriesRead(List.of(SECOND))).isEqualTo(new KeeperStep.ReadHead());
        assertThat(pass.headRead(AT_THIRD, baseAt(FIRST))).isEqualTo(new KeeperStep.End(Outcome.MOVED));

        pass.observed(seen(AT_FIRST));
        pass.headRead(AT_THIRD);

        assertThat(pass.entriesRead(List.of())).isEqualTo(new KeeperStep.ReadHead());
        assertThat(pass.headRead(AT_THIRD, baseAt(THIRD))).isEqualTo(new KeeperStep.End(Outcome.MOVED));
    }

    @Test
    void entriesThatWerePrunedMeanwhileLeaveNoGapInTheList() {
        pass.observed(seen(EMPTY));
        pass.headRead(AT_THIRD);

        assertThat(pass.entriesRead(List.of(SECOND))).isEqualTo(new KeeperStep.ReadHead());
        assertThat(pass.headRead(AT_THIRD, baseAt(FIRST))).isEqualTo(new KeeperStep.End(Outcome.MOVED));
    }

    /** At the beginning, in the middle of a page, at the end, and where the copy is compared. */
    @Test
    void entryThatIsGoneAndWasNotPrunedIsFound() {
        assertThat(missingAfter(EMPTY, List.of(SECOND))).isEqualTo(1);
        assertThat(missingAfter(EMPTY, List.of(FIRST, THIRD))).isEqualTo(2);
        assertThat(missingAfter(EMPTY, List.of(FIRST))).isEqualTo(2);
        assertThat(missingAfter(EMPTY, List.of())).isEqualTo(1);
        assertThat(missingAfter(AT_FIRST, List.of())).isEqualTo(1);
    }

    private long missingAfter(LogHead list, List<LogEntry> entries) {
        pass.observed(seen(list));
        pass.headRead(AT_THIRD);
        assertThat(pass.entriesRead(entries)).isEqualTo(new KeeperStep.ReadHead());
        LogHead grown = AT_THIRD.plus(LogEntry.after(AT_THIRD, "t:fourth", 40));
        assertThat(pass.headRead(grown)).isEqualTo(new KeeperStep.End(Outcome.INCOMPLETE));
        return pass.missing();
    }

    @Test
    void entryThatADatabaseLostInAFailoverIsNotCalledDeleted() {
        pass.observed(seen(EMPTY));
        pass.headRead(AT_THIRD);
        pass.entriesRead(List.of(FIRST));

        assertThat(pass.headRead(AT_FIRST)).isEqualTo(new KeeperStep.End(Outcome.MOVED));
    }

    @Test
    void listThatWasBuiltInThisPassIsNotBlessedByIt() {
        pass.observed(new Observation(MASTER, Optional.empty()));
        assertThat(pass.headRead(EMPTY)).isEqualTo(new KeeperStep.BuildBeside("nonce-of-mine", EMPTY));
        pass.begun();
        pass.entriesRead(List.of());
        assertThat(pass.appended(true)).isInstanceOf(KeeperStep.Install.class);
        pass.installed(true);
        pass.entriesRead(List.of());
        pass.appended(true);

        assertThat(pass.confirmed(0)).isEqualTo(new KeeperStep.End(Outcome.AGAIN));
    }

    @Test
    void listThatIsTornAgainRightAfterItWasBuiltIsLeftToAnotherPass() {
        pass.observed(seen(EMPTY));
        pass.headRead(EMPTY.plus(FIRST));
        pass.entriesRead(List.of(FIRST));
        assertThat(pass.torn()).isInstanceOf(KeeperStep.BuildBeside.class);
        pass.begun();
        pass.entriesRead(List.of(FIRST));
        pass.appended(true);
        pass.installed(true);
        pass.entriesRead(List.of());

        assertThat(pass.torn()).isEqualTo(new KeeperStep.End(Outcome.MOVED));
    }

    @Test
    void entriesOfAnotherHistoryThanTheHeadThatWasReadAreNotAppended() {
        LogEntry other = LogEntry.after(EMPTY, "t:other", 10);
        LogEntry second = LogEntry.after(EMPTY.plus(other), "t:second", 10);
        pass.observed(seen(AT_FIRST));
        pass.headRead(AT_FIRST);

        assertThat(pass.entriesRead(List.of(second))).isEqualTo(new KeeperStep.End(Outcome.HISTORY_CHANGED));
    }

    private static LogBase baseAt(LogEntry entry) {
        return new LogBase(entry.number(), entry.chain());
    }

    private static Observation seen(LogHead head) {
        return new Observation(MASTER, Optional.of(new ListState(head, "nonce", Optional.empty())));
    }
}

package dev.portcullis.revocation.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.protocol.ListPage.Member;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule F2: what of a load counts, and when. */
final class FollowerLoadTests extends FollowerScene {

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
}

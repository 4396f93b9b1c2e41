package dev.portcullis.revocation.simulation;

import dev.portcullis.revocation.LogEntry;
import dev.portcullis.revocation.LogHead;
import dev.portcullis.revocation.Proof;
import dev.portcullis.revocation.TwinClock.Reading;
import dev.portcullis.revocation.memory.Entries;
import dev.portcullis.revocation.protocol.FeedAnswer;
import dev.portcullis.revocation.protocol.Follower;
import dev.portcullis.revocation.protocol.Held;
import dev.portcullis.revocation.protocol.ListPage;
import dev.portcullis.revocation.protocol.ListState;
import dev.portcullis.revocation.protocol.Progress;
import dev.portcullis.revocation.protocol.RedisTurn;
import dev.portcullis.revocation.protocol.StreamEntry;
import dev.portcullis.revocation.simulation.Ledger.Decision;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The list in one gateway's memory: takes the turns of the shipped {@link Follower}, one command at a time. */
final class Replica implements RedisTurn.Taker<Void> {

    private final World world;
    private final String name;
    private final HostClock clock;
    private final Client client;
    private Follower follower = new Follower(HeldEntries::new);
    private boolean busy;
    private LogHead highest = new LogHead(0, 0, dev.portcullis.revocation.Chain.GENESIS);
    int accepted;

    Replica(World world, String name, HostClock clock) {
        this.world = world;
        this.name = name;
        this.clock = clock;
        this.client = new Client(world, this::lost);
    }

    Client client() {
        return client;
    }

    boolean isBusy() {
        return busy;
    }

    private void lost() {
        busy = false;
        follower.connectionLost();
    }

    /** A new process, which holds nothing. */
    void restart() {
        client.discard();
        follower = new Follower(HeldEntries::new);
        highest = new LogHead(0, 0, dev.portcullis.revocation.Chain.GENESIS);
    }

    void turn() {
        if (!busy) {
            busy = true;
            follower.turn().take(this);
        }
    }

    @Override
    @SuppressWarnings("unchecked")
    public Void load() {
        client.open()
                .read(node -> ListCopy.stateOf(node.dataset().list()), answer -> begin((Optional<ListState>) answer));
        return null;
    }

    private void begin(@Nullable Optional<ListState> list) {
        busy = false;
        if (list != null && list.isPresent() && follower.loadBegun(list.get())) {
            busy = true;
            world.note(() ->
                    name + " begins to load a list at " + World.words(list.get().head()));
            page(0, list.get());
        }
    }

    private void page(int from, ListState begun) {
        int size = 1 + world.random().nextInt(3);
        client.open()
                .read(
                        node -> pageOf(node.dataset().list(), from, size),
                        answer -> paged((ListPage) answer, from + size, begun));
    }

    /** By where a member came in first: what stands from begin to end is seen, and what comes or goes meanwhile may be. */
    private ListPage pageOf(@Nullable ListCopy list, int from, int size) {
        List<LogEntry> entries = list == null ? List.of() : list.entries();
        int begin = Math.min(from, entries.size());
        int end = Math.min(from + size, entries.size());
        return new ListPage(
                ListCopy.stateOf(list),
                entries.subList(begin, end).stream()
                        .map(entry -> new ListPage.Member(entry.member(), world.scoreIn(list, entry.member())))
                        .filter(member -> member.score() != Entries.ABSENT)
                        .toList(),
                end == entries.size());
    }

    private void paged(@Nullable ListPage page, int next, ListState begun) {
        if (page == null) {
            throw new IllegalStateException("Reads do not fail.");
        }
        if (world.mutant() == Mutant.END_ONLY_HEAD_CHECK) {
            comparedAtTheEnd(page, next, begun);
        } else {
            take(page, next, begun);
        }
    }

    /** The pages come without a state; it is asked for once more behind the last. */
    private void comparedAtTheEnd(ListPage page, int next, ListState begun) {
        if (page.last()) {
            client.open()
                    .read(
                            node -> pageOf(node.dataset().list(), 0, 0),
                            end -> take(
                                    new ListPage(
                                            end == null ? Optional.empty() : ((ListPage) end).list(),
                                            page.members(),
                                            true),
                                    next,
                                    begun));
        } else {
            take(new ListPage(Optional.of(begun), page.members(), false), next, begun);
        }
    }

    private void take(ListPage page, int next, ListState begun) {
        Progress progress = follower.loadPage(page);
        busy = progress.usable() && !page.last();
        if (busy) {
            page(next, begun);
        }
        went("loads");
    }

    @Override
    public Void follow(long after) {
        client.open()
                .read(
                        node -> node.dataset().log().stream()
                                .filter(item -> item.number() > after)
                                .limit(1 + world.random().nextInt(3))
                                .map(item -> new StreamEntry(item.epoch(), item.entry()))
                                .toList(),
                        this::streamed);
        return null;
    }

    @SuppressWarnings("unchecked")
    private void streamed(@Nullable Object batch) {
        busy = false;
        if (batch != null) {
            follower.streamed((List<StreamEntry>) batch, true);
            went("follows");
        }
    }

    void proved(Proof proof) {
        follower.proved(proof);
        went("has a proof");
    }

    long feedAfter() {
        return follower.feedAfter();
    }

    void fed(FeedAnswer answer) {
        follower.fed(answer);
        went("is fed");
    }

    /** I4. */
    private void went(String how) {
        LogHead now = follower.held().head();
        if (!now.equals(highest)) {
            world.note(() -> name + " " + how + ": holds " + World.words(now));
        }
        boolean back =
                now.epoch() < highest.epoch() || (now.epoch() == highest.epoch() && now.number() < highest.number());
        if (back) {
            world.broken("I4", name + " goes back from " + World.words(highest) + " to " + World.words(now));
        }
        highest = now;
    }

    /** F3. */
    boolean decide() {
        Held held = follower.held();
        Reading asOf = held.provedAsOf();
        if (asOf == null || clock.read().elapsedSince(asOf).compareTo(World.MAX_STALENESS) > 0) {
            return false;
        }
        accepted++;
        LogHead head = held.head();
        world.note(() -> name + " decides by its own copy at " + World.words(head));
        world.ledger()
                .decided(
                        name,
                        new Decision(
                                new Proof(asOf, head.epoch(), head.number()), head, false, held.entries()::scoreOf));
        return true;
    }
}

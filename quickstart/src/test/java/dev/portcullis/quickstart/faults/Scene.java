package dev.portcullis.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.quickstart.faults.History.Act;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Revocations while traffic goes on; in the middle of them something breaks, and is mended. */
final class Scene<S extends Store> {

    private static final int ADMINISTRATORS = 8;
    private static final int ABANDONED = 5;
    private static final int SWEPT_AT_ONCE = 50;
    /** Fewer than 100 revocations a second: more would measure how busy the machine is. */
    private static final long PAUSE_MILLIS = 13L * ADMINISTRATORS;

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Stage<S> stage;
    private final Fault<S> fault;
    private final Random random;
    private final History history = new History();
    private final Callers callers;
    private final Revoker revoker;
    private final List<String> tokens;
    private final String valid;

    /**
     * @param acts how many tokens are revoked
     * @param random decides on every instant
     */
    Scene(Stage<S> stage, Tokens minting, Fault<S> fault, int acts, Random random) {
        this.stage = stage;
        this.fault = fault;
        this.random = random;
        this.valid = minting.valid();
        List<String> minted = stage.callers().mint(acts + ABANDONED);
        this.tokens = minted.subList(ABANDONED, ABANDONED + acts);
        this.callers = new Callers(stage, history);
        this.revoker = new Revoker(stage, history, callers, minting.administrator(), minted.subList(0, ABANDONED));
    }

    /** Blocks some seconds. */
    Figures play() {
        long healedAt;
        try (Traffic traffic = new Traffic(callers, valid, tokens, random)) {
            CompletableFuture<Void> revoked = revokeAll();
            healedAt = strikeAndHeal();
            Awaitility.await("all revocations").atMost(LIMIT).until(revoked::isDone);
            revoked.join();
            awaitTheEnd();
            sweep();
        } finally {
            revoker.end();
        }
        callers.settle();
        return Figures.of(judge(), history.acts().size(), healedAt);
    }

    private Judge judge() {
        return new Judge(history, Stage.MAX_STALENESS);
    }

    /** By some administrators at once, each of whom revokes, sees that it is so, and pauses. */
    private CompletableFuture<Void> revokeAll() {
        return CompletableFuture.allOf(
                IntStream.range(0, ADMINISTRATORS).mapToObj(this::revokeEach).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> revokeEach(int next) {
        return next >= tokens.size()
                ? CompletableFuture.completedFuture(null)
                : revoker.revoke(tokens.get(next), next % 2)
                        .thenCompose(done -> after(PAUSE_MILLIS))
                        .thenCompose(paused -> revokeEach(next + ADMINISTRATORS));
    }

    private static CompletableFuture<Void> after(long millis) {
        return CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    /** In the midst of them. Lasts longer than {@code max-staleness}, so that what was known before does not do. */
    private long strikeAndHeal() {
        int first = random.nextInt(tokens.size() / 5, 2 * tokens.size() / 5);
        Awaitility.await("the first revocations")
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> history.acts().size() >= first);
        try {
            fault.strike(stage, revoker);
            after(random.nextLong(6, 9) * Stage.MAX_STALENESS.toMillis() / 5).join();
        } finally {
            fault.heal(stage);
        }
        return System.nanoTime();
    }

    private void awaitTheEnd() {
        Awaitility.await("gateways that admit again")
                .atMost(LIMIT)
                .until(() -> Stage.BOTH.stream()
                        .allMatch(gateway -> callers.ask(gateway, valid).join().admitted()));
        Awaitility.await("what was committed and never published")
                .atMost(LIMIT)
                .until(() -> Stage.BOTH.stream()
                        .allMatch(gateway -> revoker.abandoned().stream()
                                .allMatch(token ->
                                        callers.ask(gateway, token).join().status() == 401)));
        Awaitility.await("equal counts").atMost(LIMIT).ignoreExceptions().untilAsserted(this::assertThatAllHoldTheSame);
    }

    private void assertThatAllHoldTheSame() {
        Counts truth = Counts.of(stage.database());
        assertThat(Counts.of(stage.store())).as("Redis").isEqualTo(truth);
        if (Mode.CHOSEN == Mode.REPLICATED) {
            assertThat(Stage.BOTH)
                    .as("gateways")
                    .allSatisfy(gateway -> assertThat(Counts.ofGateway(stage.gatewayMetrics(gateway)))
                            .isEqualTo(truth));
        }
    }

    /** Once no gateway may miss any of them, each is asked of each again. */
    private void sweep() {
        long last = history.acts().stream().mapToLong(Act::answeredAt).max().orElseThrow();
        long due = last + Stage.MAX_STALENESS.toNanos();
        after(TimeUnit.NANOSECONDS.toMillis(Math.max(0, due - System.nanoTime())) + 1)
                .join();
        for (int from = 0; from < tokens.size(); from += SWEPT_AT_ONCE) {
            CompletableFuture.allOf(tokens.subList(from, Math.min(from + SWEPT_AT_ONCE, tokens.size())).stream()
                            .flatMap(token -> Stage.BOTH.stream().map(gateway -> callers.ask(gateway, token)))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** Once it was played. */
    void assertThatThePromiseWasKept() {
        Judge judge = judge();
        assertThat(history.acts()).hasSize(tokens.size());
        assertThat(judge.admittedTooLate())
                .as("revoked tokens that were let in")
                .isEmpty();
        if (fault.left().suffice(Mode.CHOSEN)) {
            assertThat(judge.wronglyRefused())
                    .as("valid tokens that were refused")
                    .isEmpty();
        }
    }
}

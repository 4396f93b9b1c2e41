package dev.portcullis.quickstart.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Who revokes: asks one auth service, and where it does not say 2xx the other, until one does; then looks at both gateways
 * until each refuses.
 */
final class Revoker {

    private static final long PAUSE_MILLIS = 100;
    /** Until the second look; each later one waits twice as long. More looks would be most of what the machine does. */
    private static final long FIRST_LOOK_MILLIS = 4;

    private static final long LONGEST_LOOK_MILLIS = 128;

    private final Stage<?> stage;
    private final History history;
    private final Callers callers;
    private final String administrator;
    private final List<String> spare;
    private final List<String> abandoned = new ArrayList<>();
    private volatile boolean over;

    /**
     * @param spare tokens for {@link #abandon}
     */
    Revoker(Stage<?> stage, History history, Callers callers, String administrator, List<String> spare) {
        this.stage = stage;
        this.history = history;
        this.callers = callers;
        this.administrator = administrator;
        this.spare = spare;
    }

    /** Completes when both gateways have refused it after its 2xx. */
    CompletableFuture<Void> revoke(String token, int auth) {
        history.wanted(token, System.nanoTime());
        return attempt(token, auth)
                .thenCompose(acknowledged -> CompletableFuture.allOf(Stage.BOTH.stream()
                        .map(gateway -> lookUntilRefused(token, gateway, FIRST_LOOK_MILLIS))
                        .toArray(CompletableFuture[]::new)));
    }

    private CompletableFuture<Void> attempt(String token, int auth) {
        return send(token, auth).thenCompose(status -> {
            if (status / 100 == 2) {
                history.acknowledged(token, System.nanoTime());
                return CompletableFuture.completedFuture(null);
            }
            return later(PAUSE_MILLIS, () -> attempt(token, 1 - auth));
        });
    }

    /** 0 where no answer came. */
    private CompletableFuture<Integer> send(String token, int auth) {
        return stage.authApi(auth).revoke(token, administrator).exceptionally(failure -> 0);
    }

    private CompletableFuture<Void> lookUntilRefused(String token, int gateway, long pauseMillis) {
        return callers.ask(gateway, token)
                .thenCompose(answer -> answer.status() == 401
                        ? CompletableFuture.completedFuture(null)
                        : later(
                                pauseMillis,
                                () -> lookUntilRefused(
                                        token, gateway, Math.min(2 * pauseMillis, LONGEST_LOOK_MILLIS))));
    }

    private <T> CompletableFuture<T> later(long millis, Supplier<CompletableFuture<T>> step) {
        return over
                ? CompletableFuture.failedFuture(new TimeoutException("The scene is over."))
                : CompletableFuture.supplyAsync(
                                () -> step, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                        .thenCompose(Supplier::get);
    }

    /** Asks that auth service to revoke the spare tokens, and does not wait for what it says. */
    List<String> abandon(int auth) {
        for (String token : spare) {
            history.wanted(token, System.nanoTime());
            CompletableFuture<Integer> unused = send(token, auth);
            abandoned.add(token);
        }
        return spare;
    }

    /** Those that must be refused in the end though nobody was ever told so. */
    List<String> abandoned() {
        return List.copyOf(abandoned);
    }

    /** Nobody tries any longer. */
    void end() {
        over = true;
    }
}

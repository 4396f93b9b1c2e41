package dev.portcullis.gateway.verification;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** Keeps the keys of all issuers fresh while the gateway runs. The one place of this module that subscribes. */
public final class KeyRefresher {

    private static final Duration TICK = Duration.ofSeconds(1);

    private final List<IssuerKeys> all;
    private @Nullable Disposable ticks;

    public KeyRefresher(List<IssuerKeys> all) {
        this.all = List.copyOf(all);
    }

    /** Starts the first loads, without waiting for them, and goes on in the background. */
    public void start() {
        all.forEach(IssuerKeys::refreshIfDue);
        ticks = Flux.interval(TICK)
                .onBackpressureDrop()
                .doOnNext(tick -> all.forEach(IssuerKeys::refreshIfDue))
                .subscribe();
    }

    /** Ends the background work. */
    public void close() {
        if (ticks != null) {
            ticks.dispose();
        }
    }
}

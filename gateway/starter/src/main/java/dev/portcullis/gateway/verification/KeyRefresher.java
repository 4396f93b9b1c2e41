package dev.portcullis.gateway.verification;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/** Keeps the keys of all issuers fresh while the gateway runs. */
public final class KeyRefresher {

    private static final Duration TICK = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(KeyRefresher.class);

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
                .doOnError(defect -> LOG.error("The refresher of the key sets stumbled and starts again.", defect))
                .retryWhen(
                        Retry.backoff(Long.MAX_VALUE, TICK).maxBackoff(TICK)) // keys that stop being fetched end in 503
                .subscribe();
    }

    /** Ends the background work. */
    public void close() {
        if (ticks != null) {
            ticks.dispose();
        }
    }
}

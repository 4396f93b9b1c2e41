package dev.portcullis.auth;

import dev.portcullis.auth.admin.FirstAdministrator;
import dev.portcullis.auth.key.KeyRing;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import reactor.util.retry.Retry;

/**
 * What must have happened before the first request: the keys are read, the first administrator exists. The one place where
 * a thread waits for a publisher, the main thread at the start, because a failure here must stop it.
 */
@Component
final class Readying implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Readying.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Before the web server, which starts in one of the last phases. */
    private static final int PHASE = 0;

    private final KeyRing keys;
    private final FirstAdministrator administrator;
    private volatile boolean running;

    Readying(KeyRing keys, FirstAdministrator administrator) {
        this.keys = keys;
        this.administrator = administrator;
    }

    @Override
    public void start() {
        CompletableFuture<Void> ready = keys.load()
                .then(administrator.ensure())
                .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, PAUSE)
                        .filter(Readying::isLate)
                        .doBeforeRetry(Readying::tellOnce))
                .timeout(LIMIT)
                .toFuture();
        try {
            ready.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
        running = true;
    }

    private static void tellOnce(Retry.RetrySignal again) {
        if (again.totalRetries() == 0) {
            LOG.warn("The database takes long to answer; the start waits for it.");
        }
    }

    /** A transaction that was given up, or got no connection: on a loaded machine the first of them take seconds. */
    private static boolean isLate(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof CannotCreateTransactionException;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

package dev.portcullis.auth.user;

import dev.portcullis.auth.refusal.Outcome;
import dev.portcullis.auth.refusal.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Argon2id on threads of its own: as many as there are cores, because a hash is all computation, and with a short queue,
 * because each hash in work holds 19 MiB and each one that waits makes the next wait longer. Who comes is counted and not
 * queued up against a lock: a storm is turned away by the network threads, which must wait for nobody.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9106">RFC 9106: Argon2</a>
 */
@Component
final class PasswordHashing implements DisposableBean {

    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int MOST_WAITING = 64;

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "argon2", Map.of("argon2", new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES)));
    private final int most = MOST_WAITING + Runtime.getRuntime().availableProcessors();
    private final AtomicInteger here = new AtomicInteger();
    private final ExecutorService pool = pool(Runtime.getRuntime().availableProcessors());
    private final Scheduler threads = Schedulers.fromExecutorService(pool, "hashing");
    /** What an unknown user's password is compared with: the same work, and never a match. */
    private final String nobody = hashOf(UUID.randomUUID().toString());

    /** A hash for a new password. Never empty. */
    Mono<Outcome<String>> hash(Password password) {
        return onPool(() -> hashOf(password.text()));
    }

    /** Whether the password is the one that was hashed; for no hash it is not, after the same work. Never empty. */
    Mono<Outcome<Boolean>> matches(Password password, Optional<String> hash) {
        return onPool(() -> encoder.matches(password.text(), hash.orElse(nobody)) && hash.isPresent());
    }

    private <T> Mono<Outcome<T>> onPool(Callable<T> work) {
        return Mono.defer(() -> {
            if (here.incrementAndGet() > most) {
                here.decrementAndGet();
                return Mono.just(Outcome.refused(Refusal.BUSY));
            }
            return Mono.fromCallable(new SignalledWork<>(work))
                    .map(Outcome::passed)
                    .subscribeOn(threads)
                    .doFinally(end -> here.decrementAndGet());
        });
    }

    private String hashOf(String password) {
        String hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("A password that is not null has a hash.");
        }
        return hash;
    }

    /** Started now: to start a thread takes a lock. The queue takes none, and is as long as {@link #most} lets it be. */
    private static ExecutorService pool(int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedTransferQueue<>(),
                new CustomizableThreadFactory("hashing-"));
        pool.prestartAllCoreThreads();
        return pool;
    }

    @Override
    public void destroy() {
        threads.dispose();
        pool.shutdown();
    }
}

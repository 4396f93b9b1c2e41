package dev.portcullis.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** The watch over all other tests: it has to be awake, and it has to see the threads that serve requests. */
class BlockingCallsIT {

    @Test
    void blockingCallOnAnEventLoopIsCaught() {
        LoopResources loops = LoopResources.create("watched", 1, true);

        assertThat(errorOf(Mono.fromCallable(BlockingCallsIT::sleep)
                        .subscribeOn(Schedulers.fromExecutorService(loops.onServer(true)))))
                .isInstanceOf(BlockingOperationError.class);
        assertThat(errorOf(Mono.fromCallable(BlockingCallsIT::sleep).subscribeOn(Schedulers.boundedElastic())))
                .isNull();
        loops.dispose();
    }

    private static Throwable errorOf(Mono<Boolean> work) {
        return work.materialize().blockOptional().orElseThrow().getThrowable();
    }

    private static boolean sleep() throws InterruptedException {
        Thread.sleep(1);
        return true;
    }
}

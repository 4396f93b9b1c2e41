package dev.portcullis.gateway;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Without this, a build in which BlockHound watches nothing would look the same. */
final class BlockHoundTests {

    @Test
    void threadThatBlocksWhereItMustNotIsCaught() {
        Mono<Boolean> blocking = Mono.fromSupplier(() -> {
                    LockSupport.parkNanos(1);
                    return true;
                })
                .subscribeOn(Schedulers.parallel());

        assertThatThrownBy(blocking::block).rootCause().hasMessageContaining("Blocking call");
    }
}

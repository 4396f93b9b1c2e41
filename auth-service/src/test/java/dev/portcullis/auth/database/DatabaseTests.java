package dev.portcullis.auth.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.spi.ConnectionFactories;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

class DatabaseTests {

    /** Whoever hands work over is preempted until it is done, as on a busy machine. */
    private static final Executor BEFORE_THE_CALLER_GOES_ON = work -> {
        Thread thread = new Thread(work, "database");
        thread.start();
        while (thread.isAlive()) {
            // even a hint to the processor counts as waiting here
        }
    };

    @Test
    void answerThatIsThereAtOnceIsNotWorkedOnByTheNetworkThread() {
        Scheduler network = Schedulers.newParallel("network", 1);
        Database database = new Database(
                ConnectionFactories.get("r2dbc:h2:mem:///hand-over"),
                Schedulers.fromExecutor(BEFORE_THE_CALLER_GOES_ON));

        Mono<Boolean> onTheNetwork = database.inTransaction(Mono.just(1))
                .map(answer -> Schedulers.isInNonBlockingThread())
                .subscribeOn(network);

        assertThat(onTheNetwork.block(Duration.ofSeconds(30))).isFalse();
        network.dispose();
    }
}

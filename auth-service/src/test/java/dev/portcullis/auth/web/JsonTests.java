package dev.portcullis.auth.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.JsonNode;

class JsonTests {

    private static final int THREADS = 4;

    /** The first storm after a start: what Jackson builds at its first use it builds under a lock. */
    @Test
    void firstBodiesOfAllNetworkThreadsAreReadWithoutWaiting() {
        Scheduler network = Schedulers.newParallel("network", THREADS);
        for (int round = 0; round < 300; round++) {
            Json json = new Json();
            AtomicInteger ready = new AtomicInteger();

            Flux<JsonNode> read = Flux.range(0, THREADS)
                    .flatMap(i -> Flux.defer(() -> Flux.just(readTogether(json, ready)))
                            .subscribeOn(network));

            assertThat(read.collectList().block(Duration.ofMinutes(1))).hasSize(THREADS);
        }
        network.dispose();
    }

    private static JsonNode readTogether(Json json, AtomicInteger ready) {
        ready.incrementAndGet();
        while (ready.get() < THREADS) {
            // even a hint to the processor counts as waiting here
        }
        return json.read("{\"username\": \"a\"}".getBytes(UTF_8));
    }
}

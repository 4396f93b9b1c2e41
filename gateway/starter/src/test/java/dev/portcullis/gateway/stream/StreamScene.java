package dev.portcullis.gateway.stream;

import static dev.portcullis.gateway.stream.StreamTokens.USUAL;
import static dev.portcullis.gateway.verification.TestTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The streams of a gateway whose time, clock and list of revocations a test moves. */
final class StreamScene {

    final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    final AtomicReference<Supplier<Instant>> now = new AtomicReference<>(() -> NOW);
    final AtomicReference<Mono<RevocationStatus>> list = new AtomicReference<>(Mono.just(RevocationStatus.ACTIVE));
    final List<StreamEnd> ends = new ArrayList<>();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final OpenStreams streams = new OpenStreams(
            () -> now.get().get(),
            time,
            new RevocationCheck(token -> list.get(), registry),
            new StreamMeters(registry));

    StreamScene() {
        streams.start();
    }

    void tickAt(Instant instant) {
        now.set(() -> instant);
        time.advanceTimeBy(OpenStreams.TICK);
    }

    OpenStream open() {
        return streams.open(StreamTokens.valid(), USUAL, ends::add);
    }

    OpenStream openAndKept() {
        OpenStream stream = open();
        tickAt(NOW);
        assertThat(kept()).isOne();
        return stream;
    }

    int kept() {
        return (int) registry.get("portcullis.gateway.streams.open").gauge().value();
    }

    int defects() {
        return (int)
                registry.get("portcullis.gateway.streams.defects").counter().count();
    }
}

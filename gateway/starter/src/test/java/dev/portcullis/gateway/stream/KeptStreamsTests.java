package dev.portcullis.gateway.stream;

import static dev.portcullis.gateway.stream.StreamTokens.REFUSED;
import static dev.portcullis.gateway.verification.TestTokens.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portcullis.gateway.revocation.RevocationCheck;
import dev.portcullis.gateway.verification.TestTokens;
import dev.portcullis.gateway.verification.VerifiedToken;
import dev.portcullis.revocation.Covered;
import dev.portcullis.revocation.RevocationStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

final class KeptStreamsTests {

    private static final int MANY = 10_000;

    /** Counts the looks at its first entry, and lets nobody walk over the rest. */
    private static final class CountingOrder extends TreeMap<Turn, OpenStream> {
        private static final long serialVersionUID = 1;
        int looks;

        CountingOrder() {
            super(Turn.ORDER);
        }

        @Override
        public Map.Entry<Turn, OpenStream> firstEntry() {
            looks++;
            return super.firstEntry();
        }

        @Override
        public Set<Map.Entry<Turn, OpenStream>> entrySet() {
            throw new AssertionError("walked over");
        }

        @Override
        public NavigableSet<Turn> navigableKeySet() {
            throw new AssertionError("walked over");
        }

        @Override
        public Set<Turn> keySet() {
            throw new AssertionError("walked over");
        }

        @Override
        public Collection<OpenStream> values() {
            throw new AssertionError("walked over");
        }
    }

    private final CountingOrder order = new CountingOrder();
    private final KeptStreams kept = new KeptStreams(order);
    private final OpenStreams streams = new OpenStreams(
            InstantSource.fixed(NOW),
            VirtualTimeScheduler.create(),
            new RevocationCheck(token -> Mono.just(RevocationStatus.ACTIVE), new SimpleMeterRegistry()),
            new StreamMeters(new SimpleMeterRegistry()));

    private OpenStream add(VerifiedToken token) {
        OpenStream stream = streams.open(token, StreamTokens.USUAL, end -> {});
        kept.add(stream, NOW);
        return stream;
    }

    @Test
    void tickLooksAtWhatIsDueAndAtOneMore() {
        VerifiedToken lasting =
                StreamTokens.with(claims -> claims.put("exp", TestTokens.seconds(TestTokens.NOW.plusSeconds(600))));
        for (int i = 0; i < MANY; i++) {
            add(lasting);
        }
        add(StreamTokens.valid());
        add(StreamTokens.valid());

        int due = 0;
        while (kept.takeDue(REFUSED).isPresent()) {
            due++;
        }

        assertThat(due).isEqualTo(2);
        assertThat(order.looks).isEqualTo(3);
        assertThat(kept.size()).isEqualTo(MANY);
    }

    @Test
    void revocationLooksAtWhatItCoversAlone() {
        add(StreamTokens.with(claims -> claims.put("sid", "other")));
        OpenStream covered = add(StreamTokens.valid());

        assertThat(kept.coveredBy(new Covered.Session(TestTokens.ISSUER, "session-1").member(), 1))
                .containsExactly(covered);
        assertThat(order.looks).isZero();
    }

    @Test
    void removedStreamLeavesNothing() {
        OpenStream first = add(StreamTokens.valid());
        OpenStream second = add(StreamTokens.valid());

        kept.remove(first);
        assertThat(kept.size()).isOne();
        kept.remove(first);
        kept.remove(second);

        assertThat(kept.isEmpty()).isTrue();
    }

    @Test
    void streamThatIsTakenLeavesNothing() {
        add(StreamTokens.valid());

        assertThat(kept.takeDue(REFUSED)).isPresent();

        assertThat(kept.isEmpty()).isTrue();
    }
}

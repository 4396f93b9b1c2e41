package dev.portcullis.gateway.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** Loads that take their time, and what is said of keys that cannot be had. */
final class FetchedKeysTests {

    private final AtomicReference<Instant> now = new AtomicReference<>(TestTokens.NOW);
    private final Deque<Sinks.One<byte[]>> running = new ArrayDeque<>();
    private final IssuerKeys keys = TestVerifiers.fetched(
            () -> {
                running.add(Sinks.one());
                return running.getLast().asMono();
            },
            now::get);

    private void answer(byte[] set) {
        running.remove().tryEmitValue(set);
    }

    private void fail() {
        running.remove().tryEmitError(new JwksSource.Unusable("down"));
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    private CompletableFuture<Boolean> finds(String kid) {
        return keys.keysFor(kid, SignatureAlgorithm.ES256)
                .map(outcome -> outcome.<Boolean>fold(found -> true, refusal -> false))
                .toFuture();
    }

    private void loaded(byte[] set) {
        keys.refreshIfDue();
        answer(set);
    }

    @Test
    void loadThatRunsIsJoined() {
        keys.refreshIfDue();
        keys.refreshIfDue();

        assertThat(running).hasSize(1);
    }

    @Test
    void whoComesDuringARefreshWaitsForTheLoadBehindIt() {
        loaded(TestKeys.set(TestKeys.ISSUER));
        pass(TestVerifiers.KEYS.refresh());
        keys.refreshIfDue();
        var causer = finds("issuer-2");

        answer(TestKeys.set(TestKeys.ISSUER));
        assertThat(causer).isNotDone();
        answer(TestKeys.set(TestKeys.ISSUER, TestKeys.ROTATED));
        assertThat(causer).isCompletedWithValue(true);
    }

    @Test
    void turnsThatWaitForOneRefreshShareTheLoadBehindIt() {
        loaded(TestKeys.set(TestKeys.ISSUER));
        pass(TestVerifiers.KEYS.refresh());
        keys.refreshIfDue();
        var first = finds("issuer-2");
        pass(TestVerifiers.KEYS.unknownKid());
        var second = finds("issuer-2");

        answer(TestKeys.set(TestKeys.ISSUER));
        assertThat(running).hasSize(1);
        answer(TestKeys.set(TestKeys.ROTATED));
        assertThat(List.of(first, second)).allSatisfy(found -> assertThat(found).isCompletedWithValue(true));
    }

    @Test
    void whoWaitsIsAnsweredWhereTheLoadFails() {
        loaded(TestKeys.set(TestKeys.ISSUER));
        var causer = finds("issuer-2");

        fail();
        assertThat(causer).isCompletedWithValue(false);
        assertThat(finds("issuer-1")).isCompletedWithValue(true);
    }

    @Test
    void setWithoutAUsableKeyIsAFailureAndAskedForAgainAfterASecond() {
        loaded(TestKeys.set());
        assertThat(keys.view().loads().lastFailure()).contains("the key set holds no usable key");
        assertThat(keys.view().loads().succeeded()).isZero();

        pass(Duration.ofMillis(999));
        keys.refreshIfDue();
        assertThat(running).isEmpty();

        pass(Duration.ofMillis(1));
        keys.refreshIfDue();
        assertThat(running).hasSize(1);
    }

    @Test
    void whyThereAreNoKeysIsTold() {
        assertThat(keys.view().unavailable()).contains("no keys yet");

        loaded(TestKeys.set());
        assertThat(keys.view().unavailable()).contains("the key set holds no usable key");

        pass(Duration.ofSeconds(1));
        loaded(TestKeys.set(TestKeys.ISSUER));
        assertThat(keys.view().unavailable()).isEmpty();

        pass(TestVerifiers.KEYS.keepLastGood().plusMillis(1));
        assertThat(keys.view().unavailable()).contains("the last good keys are too old");
    }
}
